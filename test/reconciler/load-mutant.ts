import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { validateAll } from '../../src/reconciler/api.ts'
import type { perform } from '../../src/reconciler/perform.ts'
import type { reconcile } from '../../src/reconciler/reconcile.ts'
import type { Mutant } from './mutants.ts'

/** What a test needs of a reconciler, the reference or a mutant of it. */
export interface Reconciler {
  readonly validateAll: typeof validateAll
  readonly reconcile: typeof reconcile
  readonly perform: typeof perform
}

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const SOURCE = `${ROOT}src/reconciler`
/**
 * Writes a copy of the reconciler's source with a mutant's edits and imports it. To be run by vitest, which compiles it.
 *
 * @throws Error when the line that an edit replaces does not stand in its file exactly once.
 * @example const { validateAll } = await loadMutant(MUTANTS[0])
 */
export async function loadMutant({ edits }: Mutant): Promise<Reconciler> {
  const at = mkdtempSync(`${tmpdir()}/vitest-shared-links-mutant-`)
  try {
    for (const file of readdirSync(SOURCE)) {
      let text = readFileSync(`${SOURCE}/${file}`, 'utf8')
      for (const edit of edits) if (edit.file === file) text = replacedOnce(text, edit)
      writeFileSync(`${at}/${file}`, text.replaceAll(`'../../fixtures/`, `'${ROOT}fixtures/`))
    }
    const api: Pick<Reconciler, 'validateAll'> = await import(`${at}/api.ts`)
    const script: Pick<Reconciler, 'reconcile'> = await import(`${at}/reconcile.ts`)
    const stage: Pick<Reconciler, 'perform'> = await import(`${at}/perform.ts`)
    return { validateAll: api.validateAll, reconcile: script.reconcile, perform: stage.perform }
  } finally {
    rmSync(at, { recursive: true })
  }
}

function replacedOnce(text: string, { file, from, to }: Mutant['edits'][number]): string {
  const parts = text.split(from)
  if (parts.length !== 2) throw new Error(`${file} holds ${parts.length - 1} times, not once: ${from}`)
  return parts.join(to)
}

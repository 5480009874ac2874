import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url))

declare module 'vitest' {
  interface ProvidedContext {
    /** The path of the packed package. */
    readonly tarball: string
  }
}

/** Packs the built package once, as npm would publish it, for all tests of this project. */
export default function pack({ provide }: TestProject): () => void {
  const directory = mkdtempSync(`${tmpdir()}/packed-`)
  // Without the scripts, since building anew would take dist away from whoever runs at the same time.
  const words = ['pack', '--ignore-scripts', '--json', '--pack-destination', directory]
  const packed: readonly { readonly filename: string }[] = JSON.parse(
    execFileSync('npm', words, { cwd: REPOSITORY, encoding: 'utf8' }),
  )
  provide('tarball', `${directory}/${packed[0]?.filename}`)
  return () => rmSync(directory, { recursive: true })
}

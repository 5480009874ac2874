import { readPackageFile } from '../../../fixtures/disk/package-file.ts'
import { didYouMean } from '../../../fixtures/text/nearest.ts'
import { quoted } from '../../../fixtures/text/printable.ts'
import { LAWS } from '../../laws/summaries.ts'
import { FINDING_CODES } from '../../reconciler/finding.ts'
import { UsageError } from '../usage-error.ts'

/** Where the page about a law is, in the package. */
export const pathOfLaw = (id: string): string => `docs/laws/${id}.md`

/** The page with a section about each code of a finding. */
export const FINDINGS = 'docs/findings.md'

/**
 * Returns the pages about laws and codes of findings, as Markdown.
 *
 * @throws UsageError for each name that is neither.
 */
export function pagesOf(names: readonly string[]): string {
  const unknown = names.filter(name => !NAMES.includes(name))
  if (unknown.length > 0) throw new UsageError(unknown.map(isUnknown))
  return names.map(pageOf).join('\n')
}

/** Returns a line for each law, with its level and what must hold, and the codes of the findings. */
export function listOfLaws(): string {
  const width = Math.max(...LAWS.map(({ id }) => id.length))
  return [
    ...LAWS.map(({ id, level, says }) => `${id.padEnd(width)}  ${level.padEnd(8)}  ${says}`),
    '',
    `Codes of findings: ${FINDING_CODES.join(', ')}`,
    'The page about one of them: vitest-shared-links explain NAME',
    '',
  ].join('\n')
}

const LAW_NAMES: readonly string[] = LAWS.map(({ id }) => id)
const NAMES: readonly string[] = [...LAW_NAMES, ...FINDING_CODES]

function pageOf(name: string): string {
  return LAW_NAMES.includes(name) ? readPackageFile(pathOfLaw(name)) : sectionOf(name)
}

function sectionOf(code: string): string {
  const [, ...sections] = readPackageFile(FINDINGS).split(/^## /mu)
  const section = sections.find(text => text.startsWith(`${code}\n`))
  if (section === undefined) throw new Error(`${FINDINGS} has no section ${code}`)
  return `# ${section.trimEnd()}\n`
}

function isUnknown(name: string): string {
  const nearest = didYouMean(name, NAMES)
  const hint = nearest === '' ? ' See vitest-shared-links explain.' : nearest
  return `no law and no finding is called ${quoted(name)}.${hint}`
}

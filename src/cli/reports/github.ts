import { appendFileSync, realpathSync, statSync } from 'node:fs'
import { relative } from 'node:path'
import { errnoOf } from '../../../fixtures/disk/errno.ts'
import { printAside } from '../output.ts'

/** The most bytes that GitHub takes for the summary of a step. */
const MOST_SUMMARY = 1024 * 1024

/** Returns the working directory relative to the root of the repository; empty where that is unknown. */
export function directoryInRepository(env: NodeJS.ProcessEnv): string {
  try {
    const root = realpathSync(env['GITHUB_WORKSPACE'] ?? '.')
    const inside = relative(root, process.cwd())
    return inside.startsWith('..') ? '' : inside
  } catch {
    return ''
  }
}

/** Tells GitHub of a run: annotations on standard error, and Markdown for the summary of the step. */
export function tellGitHub(annotations: string, summary: string, env: NodeJS.ProcessEnv): void {
  process.stderr.write(annotations)
  const problem = addToSummary(env['GITHUB_STEP_SUMMARY'] ?? '', summary)
  if (problem !== null) printAside(`nothing was added to the step summary: ${problem}\n`)
}

/** Adds Markdown to the summary of a step. Returns null, or why it did not. */
function addToSummary(path: string, text: string): string | null {
  if (path === '') return null
  try {
    const stat = statSync(path, { throwIfNoEntry: false })
    if (stat?.isFile() === false) return 'it is not a file'
    if ((stat?.size ?? 0) + Buffer.byteLength(text) > MOST_SUMMARY) return 'it would have more than 1 MiB'
    appendFileSync(path, text)
    return null
  } catch (error) {
    const errno = errnoOf(error)
    if (errno === undefined) throw error
    return errno
  }
}

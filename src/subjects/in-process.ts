import type { Report } from '../observation/report.ts'

/** What code of this process says of its run: it throws, or rejects, where it fails. What it returns says nothing. */
export async function reportOf(act: () => unknown): Promise<Report> {
  try {
    await act()
    return { claim: 'success', named: null, output: '', exit: null }
  } catch (error) {
    return failureOf(error)
  }
}

/** The report of what has thrown this. */
export function failureOf(error: unknown): Report {
  return { claim: 'failure', named: namedBy(error), output: shown(error), exit: null }
}

/** What was thrown, which may be anything. */
function shown(error: unknown): string {
  try {
    return String(error instanceof Error ? error.message : error)
  } catch {
    return 'something that cannot be shown'
  }
}

/** The paths of an error's findings, for whatever error has some. */
function namedBy(error: unknown): string[] | null {
  if (!(error instanceof Error) || !('findings' in error) || !Array.isArray(error.findings)) return null
  return error.findings.flatMap((finding: unknown) =>
    typeof finding === 'object' && finding !== null && 'path' in finding && typeof finding.path === 'string'
      ? [finding.path]
      : [],
  )
}

let runs = 0
let home: string | undefined

/** Runs `act` with `HOME` at the world's root. Of several runs at once, the last to end puts back what it was. */
export async function withHome<T>(root: string, act: () => Promise<T>): Promise<T> {
  if (runs === 0) home = process.env['HOME']
  runs += 1
  process.env['HOME'] = root
  try {
    return await act()
  } finally {
    runs -= 1
    if (runs === 0) {
      if (home === undefined) delete process.env['HOME']
      else process.env['HOME'] = home
    }
  }
}

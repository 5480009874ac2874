import pc from 'picocolors'
import { expect } from 'vitest'
import type { Deployment } from '../../fixtures/deployment.ts'
import { gate } from '../../src/gate/gate.ts'
import { GateError } from '../../src/gate/gate-error.ts'
import type { JudgeReport, LawResult } from '../../src/gate/judge-report.ts'
import { type GateOptions, readOptions } from '../../src/gate/options.ts'
import { gateText } from '../../src/gate/report/formats/text.ts'
import type { AnyLawId, LawId } from '../../src/laws/index.ts'

/** One home and one link: then a command has few worlds, and small ones. */
export const ONE: Deployment = { homes: ['a'], links: [{ name: 'projects', target: 'shared' }] }

/** Returns the options of a run for which nothing but the command is given. */
export function defaultOptions(command: readonly string[] | null): GateOptions {
  const read = readOptions(command, new Map(), {})
  if ('problems' in read) throw new Error(read.problems.join('\n'))
  return read.options
}

/** Returns the options of the gate in a test. Default: the deployment `ONE`, level `safe`, and two random worlds. */
export function gateOptions(options: Partial<GateOptions> = {}): GateOptions {
  return { ...defaultOptions(null), deployment: ONE, level: 'safe', numRuns: 2, workers: 1, ...options }
}

/** Judges a shell script, given its text. */
export function judgeScript(text: string, options: Partial<GateOptions> = {}): Promise<JudgeReport> {
  return gate(gateOptions({ command: ['sh', '-c', text], ...options }))
}

/** Returns the message with which the gate refuses to judge. */
export async function refusalOf(options: Partial<GateOptions>): Promise<string> {
  const error: unknown = await gate(gateOptions(options)).catch((caught: unknown) => caught)
  expect(error).toBeInstanceOf(GateError)
  return error instanceof GateError ? error.message : ''
}

/** Returns the result of one law. Throws where the law was not judged. */
export function lawIn(report: Pick<JudgeReport, 'laws'>, id: LawId): LawResult {
  const law = report.laws.find(one => one.id === id)
  if (law === undefined) throw new Error(`${id} was not judged`)
  return law
}

/** Returns the number of runs that trouble of any kind struck. */
export function struckIn(troubled: LawResult['troubled']): number {
  return Object.values(troubled?.struck ?? {}).reduce((sum, count) => sum + count, 0)
}

/** Returns the laws that fail the run. */
export function failingLaws(report: JudgeReport): AnyLawId[] {
  return report.laws.filter(({ fails }) => fails).map(({ id }) => id)
}

/** Returns the report as text without colours. */
export function textOf(report: JudgeReport, options: GateOptions): string {
  return gateText({ report, options, isRemembered: false, directory: '' }, pc.createColors(false))
}

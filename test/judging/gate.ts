import pc from 'picocolors'
import { expect } from 'vitest'
import type { Deployment } from '../../fixtures/deployment.ts'
import { gate } from '../../src/gate/gate.ts'
import { GateError } from '../../src/gate/gate-error.ts'
import type { JudgeReport, LawResult } from '../../src/gate/judge-report.ts'
import { defaultOptions, type GateOptions } from '../../src/gate/options.ts'
import { gateText } from '../../src/gate/report/text.ts'
import type { LawId } from '../../src/laws/index.ts'

/** One home and one link: the worlds of a command are then few, and small. */
export const ONE: Deployment = { homes: ['a'], links: [{ name: 'projects', target: 'shared' }] }

/** What the gate is asked where a test does not say. */
export function asked(options: Partial<GateOptions> = {}): GateOptions {
  return { ...defaultOptions(null), deployment: ONE, level: 'safe', numRuns: 2, ...options }
}

/** Judges a shell script, which is given as its text. */
export function judge(text: string, options: Partial<GateOptions> = {}): Promise<JudgeReport> {
  return gate(asked({ command: ['sh', '-c', text], ...options }), () => {})
}

/** The message with which the gate says that it cannot judge. */
export async function refusalOf(options: Partial<GateOptions>): Promise<string> {
  const error: unknown = await gate(asked(options), () => {}).catch((caught: unknown) => caught)
  expect(error).toBeInstanceOf(GateError)
  return error instanceof GateError ? error.message : ''
}

export function lawIn(report: Pick<JudgeReport, 'laws'>, id: LawId): LawResult {
  const law = report.laws.find(one => one.id === id)
  if (law === undefined) throw new Error(`${id} was not judged`)
  return law
}

/** What fails the run. */
export function failing(report: JudgeReport): LawId[] {
  return report.laws.filter(({ fails }) => fails).map(({ id }) => id)
}

/** The report as it is printed, without colours. */
export function textOf(report: JudgeReport, options: GateOptions): string {
  return gateText(report, options, pc.createColors(false))
}

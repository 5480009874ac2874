import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { WorldSpec } from '../../../fixtures/states/world-spec.ts'
import { tempDir } from '../../../fixtures/temp/temp-dir.ts'
import { bashWord } from '../../../fixtures/text/shell-words.ts'
import { harnessFor } from '../../../src/experiments/harness.ts'
import { gate } from '../../../src/gate/gate.ts'
import type { JudgeReport } from '../../../src/gate/judge-report.ts'
import { judgeWorlds } from '../../../src/gate/judge-worlds.ts'
import type { GateOptions } from '../../../src/gate/options.ts'
import { gateJson } from '../../../src/gate/report/formats/json.ts'
import { worldsFor } from '../../../src/gate/search/worlds.ts'
import { fn } from '../../../src/subjects/fn.ts'
import { failingLaws, gateOptions, ONE, textOf } from '../../judging/gate.ts'
import { allowing } from '../../judging/waivers.ts'
import { lacksBwrap } from '../../machine/capabilities.ts'
import { LN_SFN } from '../../reconcilers/shell-scripts.ts'
import { built } from '../built-package.ts'

/** All that a report says, but for the time that it took, and the calls of runs that were under way at the end. */
function said(report: JudgeReport): unknown {
  const json = gateJson({
    ...report,
    seconds: 0,
    calls: null,
    laws: report.laws.map(law => ({ ...law, seconds: 0 })),
  })
  // `ln` gives its temporary link another name each time.
  return JSON.parse(JSON.stringify(json).replaceAll(/\bCu\w{6}\b/g, 'CuXXXXXX'))
}

describe('the parts of a run add up', () => {
  const removes = fn('removes', ([home = ''], [link]) => rmSync(`${home}/${link?.name}`, { recursive: true }))
  const part = (sample: GateOptions['sample']) =>
    worldsFor(removes, { deployment: ONE, numRuns: 50, seed: 1, sample })

  test('to all of its worlds, each in one part', () => {
    const parts = [1, 2, 3].flatMap(index => part({ index, count: 3 }))
    const inWords = ({ tree, deployment, rootName }: WorldSpec) =>
      JSON.stringify([...tree, deployment, rootName])
    expect(parts.map(inWords).sort()).toEqual(part(null).map(inWords).sort())
    expect(new Set(parts.map(inWords)).size).toBe(parts.length)
  })

  test('to the same verdicts', async () => {
    await using temp = await tempDir()
    const harness = harnessFor(temp, removes, gateOptions())
    const tried = async (specs: readonly WorldSpec[]) => {
      const trial = { level: 'safe', laws: [], waivers: new Map(), seed: 1 } as const
      const { laws } = await judgeWorlds(harness, specs, { ...trial, onProgress: () => {} })
      return laws.map(({ worlds, brokenIn }) => [worlds, brokenIn])
    }
    const specs = part(null).slice(0, 90)
    const parts: number[][][] = []
    for (const from of [0, 30, 60]) parts.push(await tried(specs.slice(from, from + 30)))
    const sums = parts.reduce((sum, one) =>
      sum.map((counts, i) => counts.map((count, j) => count + (one[i]?.[j] ?? 0))),
    )
    expect(sums).toEqual(await tried(specs))
  })
})

describe.skipIf(lacksBwrap)('the same seed', () => {
  test('gives the same verdict and the same counterexample', async () => {
    const options = gateOptions({
      command: ['sh', '-c', LN_SFN],
      sample: { index: 2, count: 80 },
      numRuns: 20,
      seed: 7,
    })
    const first = await gate(options)
    expect(said(await gate(options))).toEqual(said(first))
    expect(first.seed).toBe(7)
  })
})

describe.skipIf(lacksBwrap)('the command line in the report', () => {
  const ODD: Partial<GateOptions> = {
    deployment: { homes: ["it's a home", '-rf'], links: [{ name: 'projects', target: 'shared/$HOME' }] },
    allow: allowing('*.log', 'a b/**'),
    stub: ['systemctl', 'apt-get'],
    level: 'tidy',
    equality: 'exact',
    timeoutSeconds: 20,
    seed: 3,
    laws: ['tells-the-truth'],
  }
  test.each([
    ['of a script with quotes and newlines', { command: ['sh', '-c', LN_SFN], laws: ['keeps-data'] }],
    ['with every flag, and odd names', { ...ODD, command: ['sh', '-c', 'true \'x y\' "\n\u001b é"'] }],
    ['of arguments that look like flags', { command: ['env', '-u', 'X', 'true', '--json', '--', '{root}'] }],
  ] as const)('can be pasted, and does the same again: %s', async (_, options) => {
    const whole = gateOptions({ sample: { index: 1, count: 40 }, ...options })
    const report = await gate(whole)
    const [law] = failingLaws(report)
    const summary = report.laws.find(({ id }) => id === law)?.counterexample?.summary
    const replayed = pasted(commandLineIn(textOf(report, whole)))
    expect(replayed).toMatchObject({
      version: 1,
      ok: false,
      seed: report.seed,
      worlds: report.worlds,
      subject: report.subject,
      laws: [{ id: law, verdict: 'broken', counterexample: { summary } }],
    })
  })
})

/** The command line that follows the first `Replay:`. */
function commandLineIn(text: string): string {
  const line = /^ {2}Replay:\n {4}(.*)$/m.exec(text)?.[1]
  if (line === undefined) throw new Error(`no command line in:\n${text}`)
  return line
}

/** What bash says to a command line, with this package in place of the one that npx would find. */
function pasted(line: string): unknown {
  const main = bashWord(new URL(built('src/cli/main.js')).pathname)
  const asJson = line.replace(' gate ', ' gate --json --no-save ')
  const npx = `npx() { shift; ${bashWord(process.execPath)} ${main} "$@"; }`
  const { stdout, stderr, status } = spawnSync('bash', ['-c', `${npx}\n${asJson}`], { encoding: 'utf8' })
  expect([status, stderr]).toEqual([1, expect.any(String)])
  return JSON.parse(stdout)
}

import { mkdirSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { SMALL_DEPLOYMENT } from '../../../fixtures/states/small-states.ts'
import { GateError } from '../../../src/gate/gate-error.ts'
import { judge } from '../../../src/gate/judge.ts'
import type { JudgeOptions } from '../../../src/gate/judge-options.ts'
import type { JudgeReport } from '../../../src/gate/judge-report.ts'
import { gateJson } from '../../../src/gate/report/formats/json.ts'
import { fn, type Provision } from '../../../src/subjects/fn.ts'
import { lawIn } from '../../judging/gate.ts'
import { goOriginal } from '../../reconcilers/go-original.ts'

/** What is said of a function in the first few worlds. */
function judged(provision: Provision, options: JudgeOptions): Promise<JudgeReport> {
  return judge(fn('a function', provision), {
    ...{ deployment: SMALL_DEPLOYMENT, numRuns: 0, sample: { index: 1, count: 200 } },
    ...options,
  })
}

describe('under a umask of 077', () => {
  /** Judges under that mask, and returns what is said and the mask that is left. */
  async function under077(
    provision: Provision,
  ): Promise<{ readonly verdict: string; readonly left: number }> {
    const before = process.umask(0o077)
    try {
      const report = await judged(provision, { laws: ['private'] })
      return { verdict: lawIn(report, 'private').verdict, left: process.umask() }
    } finally {
      process.umask(before)
    }
  }

  test('a directory that others may read is found, and the mask is restored', async () => {
    const open: Provision = (homes, required) => {
      for (const { target } of required) mkdirSync(target, { recursive: true, mode: 0o755 })
      goOriginal(homes, required)
    }
    expect(await under077(open)).toEqual({ verdict: 'broken', left: 0o077 })
  })

  test('what is private is held to be, and the mask is restored', async () => {
    expect(await under077(goOriginal)).toEqual({ verdict: 'held', left: 0o077 })
  })

  test('the mask is restored after a subject that changes it, also where it was 022', async () => {
    const before = process.umask(0o022)
    try {
      await judged(
        (homes, required) => {
          goOriginal(homes, required)
          process.umask(0)
        },
        { laws: ['keeps-data'] },
      )
      expect(process.umask()).toBe(0o022)
    } finally {
      process.umask(before)
    }
  })

  test('the mask is restored where nothing can be judged', async () => {
    const fails: Provision = () => {
      throw new Error('not today')
    }
    const before = process.umask(0o077)
    try {
      await expect(judged(fails, {})).rejects.toThrow(GateError)
      expect(process.umask()).toBe(0o077)
    } finally {
      process.umask(before)
    }
  })
})

describe('a subject that fails before anything is judged ends the run, with its output', () => {
  test('in an empty world', async () => {
    const fails: Provision = () => {
      throw new Error('no profile store:\nrun `profile create` first')
    }
    await expect(judged(fails, {})).rejects.toThrow(
      new GateError(
        [
          'The reconciler "a function" failed in an empty world, so it cannot be judged. Its output:',
          '',
          '  no profile store:',
          '  run `profile create` first',
        ].join('\n'),
      ),
    )
  })

  test('on what its first run left', async () => {
    const once: Provision = (_homes, _required, root) => mkdirSync(`${root}/once`)
    await expect(judged(once, {})).rejects.toThrow(
      /^The reconciler "a function" failed in its second run, on the result of the first, so it cannot be judged\. Its output:\n\n {2}EEXIST: /u,
    )
  })
})

test('what a user should know besides is in the report, and in its JSON', async () => {
  const report = await judged(
    (homes, required, root) => {
      goOriginal(homes, required)
      writeFileSync(`${root}/../beside`, '')
    },
    { laws: ['keeps-data'] },
  )
  const notes = [`it also writes "beside", beside the world's root`]
  expect(report.notes).toEqual(notes)
  expect(gateJson(report)).toMatchObject({ version: 1, ok: true, notes })
})

import { beforeAll, describe, expect, test } from 'vitest'
import { printableJson } from '../../../../fixtures/text/printable.ts'
import type { JudgeReport } from '../../../../src/gate/judge-report.ts'
import { gateJson } from '../../../../src/gate/report/formats/json.ts'
import { LAW_IDS } from '../../../../src/laws/index.ts'
import { TROUBLE_KINDS } from '../../../../src/observation/trouble.ts'
import { judgeScript } from '../../../judging/gate.ts'
import { waiving } from '../../../judging/waivers.ts'
import { lacksBwrap } from '../../../machine/capabilities.ts'
import { REMOVES } from '../../../reconcilers/shell-scripts.ts'

function parsed(report: JudgeReport): unknown {
  return JSON.parse(printableJson(gateJson(report)))
}

describe.skipIf(lacksBwrap)('gate --json', () => {
  const waivers = waiving({ private: 'our umask', 'keeps-data:moved': 'on purpose' })
  const options = { sample: { index: 1, count: 24 }, waivers }

  let report: JudgeReport
  beforeAll(async () => {
    report = await judgeScript(REMOVES, options)
  })

  test('says what was judged and how, with these keys and no others', () => {
    expect(parsed(report)).toEqual({
      version: 1,
      ok: false,
      subject: expect.stringContaining('rm -rf'),
      level: 'safe',
      seed: 1,
      worlds: expect.any(Number),
      seconds: expect.any(Number),
      sandbox: 'bwrap',
      trace: expect.stringMatching(/^(seccomp|none)$/),
      calls: {
        seen: expect.any(Number),
        failed: expect.any(Number),
        killed: expect.any(Number),
        signalled: expect.any(Number),
      },
      shard: null,
      notes: [],
      laws: LAW_IDS.map(id =>
        expect.objectContaining({
          id,
          level: expect.stringMatching(/^(safe|tidy|complete)$/),
          verdict: expect.stringMatching(/^(held|broken|waived|not-applicable|not-tested)$/),
          worlds: expect.any(Number),
        }),
      ),
      reached: {
        homes: expect.objectContaining({ directory: expect.any(Number) }),
        targets: expect.objectContaining({ absent: expect.any(Number) }),
        links: expect.objectContaining({ right: expect.any(Number) }),
        worlds: { clear: expect.any(Number), conflict: expect.any(Number), impossible: expect.any(Number) },
        claims: { success: expect.any(Number), failure: expect.any(Number), unended: expect.any(Number) },
        struck: Object.fromEntries(TROUBLE_KINDS.map(kind => [kind, expect.any(Number)])),
        missed: Object.fromEntries(TROUBLE_KINDS.map(kind => [kind, expect.any(Number)])),
        errnos: expect.objectContaining({ EACCES: expect.any(Number) }),
        intruders: { file: expect.any(Number), directory: expect.any(Number), link: expect.any(Number) },
        moments: expect.any(Number),
      },
    })
  })

  test('says of each law what became of it, with these keys and no others', () => {
    for (const law of report.laws) {
      const said = parsed({ ...report, laws: [law] })
      const counterexample = law.verdict === 'broken' ? expect.any(Object) : null
      const reason = ['held', 'broken'].includes(law.verdict) ? null : expect.any(String)
      const { id, level, verdict, worlds, troubled } = law
      const seconds = expect.any(Number)
      const isPartlyWaived = law.id === 'keeps-data'
      const waived = isPartlyWaived ? [{ kind: 'moved', reason: 'on purpose', worlds: 0 }] : []
      const others = law.others.map(({ kind }) => expect.objectContaining({ kind }))
      expect(said).toHaveProperty('laws', [
        { id, level, verdict, worlds, waived, troubled, seconds, reason, counterexample, others },
      ])
    }
  })

  test('shows a counterexample as data, with these keys and no others', async () => {
    const lossAlone = await judgeScript(REMOVES, { ...options, laws: ['keeps-data'] })
    expect(parsed(lossAlone)).toHaveProperty('laws.0.counterexample', {
      summary: expect.stringMatching(/^`.*` \(\d+ bytes\) was (orphaned|destroyed): /),
      kind: 'destroyed',
      root: 'root',
      history: [],
      tree: expect.stringContaining('a/'),
      before: expect.arrayContaining([{ path: 'a', type: 'dir', mode: '0755' }]),
      after: expect.arrayContaining([
        { path: 'a/projects', type: 'link', mode: '0777', text: '{root}/shared' },
      ]),
      fates: expect.arrayContaining([{ path: 'a', fate: 'kept' }]),
      strays: [],
      exit: 0,
      output: '',
      script: expect.stringMatching(/^#!\/bin\/sh\n/),
      fixture: expect.stringMatching(/^await using w = await world\(/),
      story: null,
      blame: {
        call: 'unlink',
        path: 'a/projects',
        to: null,
        process: 'rm -rf {root}/a/projects',
        line: { file: null, number: 3, text: 'rm -rf {root}/a/projects' },
      },
    })
  })
})

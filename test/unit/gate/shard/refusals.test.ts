import { rmSync } from 'node:fs'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { SMALL_DEPLOYMENT } from '../../../../fixtures/states/small-states.ts'
import { GateError } from '../../../../src/gate/gate-error.ts'
import type { JudgeOptions } from '../../../../src/gate/judge-options.ts'
import type { NamedText } from '../../../../src/gate/shard/read-shards.ts'
import { fn } from '../../../../src/subjects/fn.ts'
import { port } from '../../../../src/subjects/port/port.ts'
import { merged, shardsOf } from '../../../judging/shards.ts'
import { usesOneTempName } from '../../../reconcilers/broken-ports.ts'

const QUICK: JudgeOptions = {
  deployment: SMALL_DEPLOYMENT,
  numRuns: 0,
  sample: { index: 1, count: 300 },
  laws: ['keeps-data', 'idempotent'],
}
const NO_SHARD = '"x": it is not the report of a shard: run the gate with --shard I/N'

/** Returns the lines of the refusal after the first. */
function refusal(files: readonly (NamedText | undefined)[], options = QUICK): string[] {
  const given = files.flatMap(file => file ?? [])
  try {
    merged(given, options)
  } catch (error) {
    if (!(error instanceof GateError)) throw error
    const [heading, ...problems] = error.message.split('\n')
    expect(heading).toBe('These reports cannot be merged:')
    return problems.map(problem => problem.trim())
  }
  throw new Error('they were merged')
}

/** Returns the second of two reports with a change in its text, beside the first. */
function withChange(
  [one, other]: readonly NamedText[],
  from: string | RegExp,
  to: string,
): readonly (NamedText | undefined)[] {
  const text = other?.text.replace(from, to) ?? ''
  expect(text).not.toBe(other?.text)
  return [one, { name: '2.json', text }]
}

describe('reports are refused', () => {
  let two: readonly NamedText[] = []
  let three: readonly NamedText[] = []
  const removes = fn('removes', ([home = '']) => rmSync(home, { recursive: true, force: true }))
  beforeAll(async () => {
    two = await shardsOf(removes, 2, QUICK)
    three = await shardsOf(removes, 3, QUICK)
  })

  test('where none is wrong, none is', () => {
    expect(merged(two, QUICK).ok).toBe(false)
  })

  test.each([
    ['where a shard is missing', () => [two[1]], ['1 shard of 2 missing: 1']],
    [
      'where one is there twice',
      () => [two[0], two[0]],
      ['shard 1 is there twice', '1 shard of 2 missing: 2'],
    ],
    ['beside all others, too', () => [...two, two[1]], ['shard 2 is there twice']],
    [
      'of another number of shards',
      () => [two[0], three[1]],
      ['the number of shards differs: "2" in "1.json", "3" in "2.json"'],
    ],
    [
      'with another seed',
      () => withChange(two, '"seed": 1', '"seed": 7'),
      ['the seed differs: "1" in "1.json", "7" in "2.json"'],
    ],
    [
      'of another command',
      () => withChange(two, '"run": []', '"run": ["--", "sh", "other.sh"]'),
      ['the command, or one of its options, differs: "" in "1.json", "-- sh other.sh" in "2.json"'],
    ],
    [
      'of another version',
      () => withChange(two, /"version": "[^"]*"/, '"version": "0.0.1"'),
      [expect.stringMatching(/^the version differs: ".*" in "1\.json", "0\.0\.1" in "2\.json"$/)],
    ],
    [
      'of a command that does not do the same each time',
      () => withChange(two, /"plan": "\w*"/, '"plan": "0"'),
      ['"2.json" planned other worlds than "1.json": the command did not do the same in both'],
    ],
    [
      'that leave out a world',
      () => withChange(two, /"0\.1 world 1 /, '"0.1 world 99 '),
      ['their worlds do not add up to those of one run'],
    ],
    [
      'that do not show how a law is broken',
      () => {
        const [one, other] = two.map(({ name, text }) => {
          const value = JSON.parse(text)
          return { name, text: JSON.stringify({ ...value, shard: { ...value.shard, cases: [] } }) }
        })
        return [one, other]
      },
      ['keeps-data is broken, but no report shows how'],
    ],
    ['that are no JSON', () => [{ name: 'x', text: '{' }], ['"x": it is not JSON']],
    ['that hold nothing', () => [{ name: 'x', text: 'null' }], [NO_SHARD]],
    ['of a whole run', () => [{ name: 'x', text: '{ "version": 1, "shard": null }' }], [NO_SHARD]],
    [
      'of a run without a verdict',
      () => [two[0], { name: 'x', text: '{ "version": 1, "ok": false, "error": "no \\u001b[2J sandbox" }' }],
      ['"x": it has no verdict: no \\x1b[2J sandbox'],
    ],
    ['of subjects that are none', () => [{ name: 'x', text: '{ "subjects": [null] }' }], [NO_SHARD]],
    ['of no subject', () => [{ name: 'x', text: '{ "subjects": [] }' }], ['"x": it is about no subject']],
    [
      'whose text would move the cursor',
      () => withChange(two, /("shown": \{\s+"summary": ")/, '$1\\u001b[2J'),
      [expect.stringContaining('summary')],
    ],
    [
      'whose records are none',
      () => withChange(two, /"0\.1 world/, '"0.1 worlds'),
      [expect.stringContaining('expected the record of a trial')],
    ],
    [
      'whose judgements are those of other laws',
      () => withChange(two, /world 1 \S+/, 'world 1 0'),
      ['a record does not judge the laws of the run'],
    ],
  ])('%s', (_, files, problems) => {
    expect(refusal(files())).toEqual(problems)
  })

  test('with the reason that all of them give', () => {
    const files = ['x', 'y'].map(name => ({ name, text: '{ "error": "there is no \\u001b[2J sandbox" }' }))
    expect(() => merged(files, QUICK)).toThrow(new GateError('there is no \\x1b[2J sandbox'))
  })

  test('whatever they hold', () => {
    fc.assert(
      fc.property(fc.json(), text => {
        expect(refusal([{ name: 'x', text }])).not.toEqual([])
      }),
      { numRuns: 50 },
    )
    const [one] = two
    const whole = JSON.parse(one?.text ?? '')
    const keys = Object.keys(whole.shard)
    fc.assert(
      fc.property(fc.constantFrom(...keys), fc.jsonValue(), (key, value) => {
        fc.pre(JSON.stringify(value) !== JSON.stringify(whole.shard[key]))
        const text = JSON.stringify({ ...whole, shard: { ...whole.shard, [key]: value } })
        expect(refusal([{ name: 'x', text }])).not.toEqual([])
      }),
      { numRuns: 50 },
    )
  })
})

test('runs under trouble are refused where one was made by no shard, or by two', async () => {
  const options: JudgeOptions = { ...QUICK, laws: ['crash-safe'] }
  const files = await shardsOf(port('uses one temp name', usesOneTempName), 2, options)
  const problem =
    'their runs under trouble do not add up to those of one run: the command did not do the same in each'
  const [line = ''] = /"2\.0\.0\.\d+ trouble [^"]*",\s+/u.exec(files[1]?.text ?? '') ?? []
  expect(line).not.toBe('')
  expect(refusal(withChange(files, line, ''), options)).toEqual([problem])
  expect(refusal(withChange(files, line, line + line), options)).toEqual([problem])
})

import { spawnSync } from 'node:child_process'
import { dirname } from 'node:path'
import { expect, test } from 'vitest'
import { dir, file, world } from '../../../fixtures/index.ts'
import { expectNothingLost } from '../reconciler/paste.ts'
import { blocksOf, withBuiltCommand } from './pages.ts'

const BLOCKS = blocksOf('docs/migrating.md').map(({ code }) => code)

/** The block that contains a text, for the steps that are done twice. */
const block = (text: string) => BLOCKS.find(code => code.includes(text)) ?? ''

/** Every block in its order, and the exit code with which it ends. */
const STEPS: readonly (readonly [code: string, status: number])[] = [
  ...[0, 1, 1, 0].map((status, i) => [BLOCKS[i] ?? '', status] as const),
  [block('bash ~/remedies.sh'), 1],
  [block('cmp '), 1],
  [block('mv -nT'), 0],
  [block('>~/remedies.sh'), 0],
  [block('bash ~/remedies.sh'), 0],
  ...BLOCKS.slice(-2).map(code => [code, 0] as const),
]

test('two homes with real directories are brought together by the commands of the page, and nothing is lost', async () => {
  await using w = await world({
    '.claude-compte1': dir({
      projects: dir({ app: dir({ 'session.jsonl': file('one\n'), 'a.jsonl': file('a') }) }),
      'file-history': dir({ v1: file('1') }),
      'settings.json': file('{}'),
    }),
    '.claude-compte2': dir({
      projects: dir({ app: dir({ 'session.jsonl': file('one\ntwo\n'), 'b.jsonl': file('b') }) }),
      'session-env': dir(),
    }),
  })
  expect(new Set(STEPS.map(([code]) => code))).toEqual(new Set(BLOCKS))
  const before = w.snapshot()
  for (const [code, status] of STEPS) {
    const { status: ended, stderr } = spawnSync('bash', ['-c', withBuiltCommand(code)], {
      env: {
        PATH: `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`,
        HOME: w.root,
        LC_ALL: 'C.UTF-8',
      },
      encoding: 'utf8',
    })
    expect({ code, status: ended, stderr }).toMatchObject({ status })
    expectNothingLost(before, w)
  }
  expect(w).toHaveSharedLinks()
  expect(w.path('.claude-projects-shared')).toMatchTree({
    app: dir({
      'session.jsonl': file('one\n'),
      'session.compte2.jsonl': file('one\ntwo\n'),
      'a.jsonl': file('a'),
      'b.jsonl': file('b'),
    }),
  })
})

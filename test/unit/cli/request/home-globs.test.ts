import { describe, expect } from 'vitest'
import { dir, file, linkTo, type Tree } from '../../../../fixtures/tree.ts'
import { test } from '../../../../fixtures/vitest.ts'
import { homesMatching } from '../../../../src/cli/request/home-globs.ts'
import { UsageError } from '../../../../src/cli/usage-error.ts'

const MACHINE: Tree = {
  ann: dir({ '.claude-compte1': dir(), '.claude-compte2': dir(), '.claude-compte.json': file('{}') }),
  bob: dir({
    '.claude-compte1': linkTo('{root}/ann/.claude-compte1'),
    '.claude-compte2': linkTo('gone'),
    '.claude-compte3': linkTo('../ann/.claude-compte.json'),
  }),
  'lost+found': file(),
  '[odd]': dir({ 'a*b': dir(), 'byte\udcff': dir() }),
}

describe('a glob', () => {
  test.for([
    [
      '*/.claude-compte*',
      ['ann/.claude-compte1', 'ann/.claude-compte2', 'bob/.claude-compte1', 'bob/.claude-compte2'],
    ],
    ['ann/.claude-compte[2-9]', ['ann/.claude-compte2']],
    [
      '{ann,bob}/.claude-compte?',
      ['ann/.claude-compte1', 'ann/.claude-compte2', 'bob/.claude-compte1', 'bob/.claude-compte2'],
    ],
    // What exists as it is written is no glob.
    ['[odd]/a*b', ['[odd]/a*b']],
    ['[odd]/*', ['[odd]/a*b', '[odd]/byte\udcff']],
  ] as const)(
    '%s matches directories, and links that may lead to one',
    async ([pattern, homes], { world }) => {
      const w = await world(MACHINE)
      expect(await homesMatching(w.path(pattern))).toEqual(homes.map(home => w.path(home)))
    },
  )

  test.for([
    ['*/.codex*', /^no home matches "/u],
    ['*', /^no home matches "/u],
    ['**/.claude-compte1', /"\*\*" is not supported/u],
  ] as const)('%s is refused where it matches nothing', async ([pattern, message], { world }) => {
    const w = await world({ a: dir(), '.hidden': dir() })
    const found = pattern === '*' ? homesMatching(w.path('a/*')) : homesMatching(w.path(pattern))
    await expect(found).rejects.toThrow(UsageError)
    await expect(found).rejects.toThrow(message)
  })

  test('is refused where a directory cannot be read', async ({ world }) => {
    const w = await world({ ...MACHINE, eve: linkTo('eve') })
    await expect(homesMatching(w.path('*/.claude-compte*'))).rejects.toThrow(
      /\/eve cannot be read, so ".*" may miss homes: ELOOP$/u,
    )
  })
})

test('a path without a glob stays as it is', async () => {
  expect(await homesMatching('/nowhere/../a b')).toEqual(['/nowhere/../a b'])
})

import { spawnSync } from 'node:child_process'
import { afterAll, expect, test } from 'vitest'
import { nestedProject } from '../nested-project.ts'

const project = nestedProject('asymmetric')

afterAll(() => project.remove())

test('an asymmetric matcher that does not match says why in the diff', () => {
  project.write(
    'asymmetric.test.js',
    `
import 'vitest-shared-links/vitest'
import { expect } from 'vitest'
import { linkTo, usual } from 'vitest-shared-links/fixtures'
import { test } from 'vitest-shared-links/fixtures/vitest'

test('positive', async ({ world }) => {
  const w = await world({ a: linkTo('b') })
  expect({ path: w.path('a').replace(/.*root/, '.'), kept: 1 }).toEqual({ path: expect.toLinkTo('c'), kept: 1 })
})
test('negated', async ({ world }) => {
  const w = await world(usual.allRight())
  expect([w]).toEqual([expect.not.toHaveSharedLinks()])
})
test('of the test itself', ({ expect }) => {
  expect({ homes: ['/gone/a', '/gone/b'] }).toEqual({ homes: expect.toShareState(['p']) })
})
`,
  )
  const { output } = project.vitest()
  expect(diffsIn(output)).toEqual([
    [
      '  {',
      '    "kept": 1,',
      '-   "path": toLinkTo<"c">: expected ./a to be a symlink to "c"',
      '-       actual: nothing,',
      '+   "path": "./a",',
      '  }',
    ],
    expect.arrayContaining([
      '-   not.toHaveSharedLinks<>: expected a wrong or missing link, but every link is right: 6 links of 2 homes,',
    ]),
    [
      '  {',
      '-   "homes": toShareState<["p"]>: 1 of 1 name does not lead to one directory or file from every home',
      '-     paths are relative to /gone',
      '-     ',
      '-     "p"',
      '-       a/p: nothing',
      '-       b/p: nothing,',
      '+   "homes": [',
      '+     "/gone/a",',
      '+     "/gone/b",',
      '+   ],',
      '  }',
    ],
  ])
  expect(output).toContain(
    'AssertionError: expected { path: \'./a\', kept: 1 } to deeply equal { path: toLinkTo<"c">, kept: 1 }',
  )
})

test('without a diff, as under node:test, the message says why', () => {
  const path = project.write(
    'ready.mjs',
    `
import { test } from 'node:test'
import { expect } from 'vitest-shared-links/expect'
test('fails', () => expect({ path: '/' }).toEqual({ path: expect.toLinkTo('c') }))
`,
  )
  const { stdout } = spawnSync(process.execPath, ['--test', '--test-reporter=spec', path], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] },
  })
  expect(stdout).toContain(
    [
      'AssertionError: expected { path: \'/\' } to deeply equal { path: toLinkTo<"c">: expected / to be a symlink to "c"',
      '        actual: a directory }',
    ].join('\n'),
  )
})

/** Returns the lines of each diff that vitest prints. */
function diffsIn(output: string): string[][] {
  return output
    .split('- Expected\n+ Received\n\n')
    .slice(1)
    .map(part => part.split('\n\n')[0]?.split('\n') ?? [])
}

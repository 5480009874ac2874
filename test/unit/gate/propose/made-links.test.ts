import { expect, test } from 'vitest'
import { dir, file, linkTo, type Tree, world } from '../../../../fixtures/index.ts'
import { deploymentIn } from '../../../../src/gate/propose/made-links.ts'

const CASES: readonly (readonly [name: string, tree: Tree, deployment: unknown])[] = [
  ['no deployment in a tree without links', { a: dir({ b: dir() }) }, null],
  [
    'no deployment in links that lead out of the root',
    { a: dir({ b: linkTo('/etc'), c: linkTo('../../x') }) },
    null,
  ],
  [
    'the links that two homes have in common, relative ones too',
    {
      a: dir({ projects: linkTo('{root}/s/projects'), own: linkTo('{root}/elsewhere') }),
      b: dir({ projects: linkTo('../s/projects') }),
      s: dir({ projects: dir() }),
    },
    { homes: ['a', 'b'], links: [{ name: 'projects', target: 's/projects' }] },
  ],
  [
    'the home with the most links where no two have one in common',
    { a: dir({ x: linkTo('{root}/s/x') }), b: dir({ x: linkTo('{root}/t/x'), y: linkTo('{root}/t/y') }) },
    {
      homes: ['b'],
      links: [
        { name: 'x', target: 't/x' },
        { name: 'y', target: 't/y' },
      ],
    },
  ],
  [
    'the root itself as a home, and links to files as such',
    { '.claude.json': linkTo('{root}/s/claude.json'), s: dir({ 'claude.json': file('{}') }) },
    { homes: ['.'], links: [{ name: '.claude.json', target: 's/claude.json', kind: 'file' }] },
  ],
]

test.each(CASES)('proposes %s', async (_, tree, deployment) => {
  await using w = await world(tree)
  expect(deploymentIn(w.snapshot())).toEqual(deployment)
})

import { expect, test } from 'vitest'
import { dir, file, linkTo, type Tree } from '../../../fixtures/tree.ts'
import { isExact, isRight, leadsToTarget } from '../../../src/observation/right.ts'
import { PROJECTS } from '../../judging/functions.ts'
import { RELATIVE, RIGHT } from '../../judging/trees.ts'
import { snapshotOf } from '../../judging/written-observations.ts'

const link = (text: string, more: Tree = { shared: dir() }): Tree => ({
  a: dir({ projects: linkTo(text) }),
  ...more,
})

const CASES: readonly (readonly [
  when: string,
  tree: Tree,
  exact: boolean,
  leads: boolean,
  target?: string,
])[] = [
  ['its text is the target', RIGHT, true, true],
  ['it leads to the target by another text', RELATIVE, false, true],
  ['it is not there', { a: dir(), shared: dir() }, false, false],
  ['nothing is there', {}, false, false],
  ['it leads elsewhere', link('../old', { old: dir(), shared: dir() }), false, false],
  ['it leads elsewhere, and there is no target', link('../old', { old: dir() }), false, false],
  ['it leads nowhere', link('gone'), false, false],
  ['it leads to the target, which is not there', link('{root}/shared', {}), false, false],
  ['it leads to the target, which is a file', link('{root}/shared', { shared: file('x') }), false, false],
  [
    'it leads to the target by another text, which is a file',
    link('../shared', { shared: file('x') }),
    false,
    false,
  ],
  [
    'the target is a link to a directory',
    link('{root}/shared', { shared: linkTo('pool'), pool: dir() }),
    true,
    true,
  ],
  ['a directory stands there', { a: dir({ projects: dir() }), shared: dir() }, false, false],
  [
    'the directory that stands there is the target by another name',
    { a: dir({ projects: dir() }), s: linkTo('a') },
    false,
    false,
    's/projects',
  ],
]

for (const [when, tree, exact, leads, target = 'shared'] of CASES) {
  test(`a link, where ${when}`, () => {
    const snapshot = snapshotOf(tree)
    const link = { ...PROJECTS, target }
    expect([isExact(snapshot, 'a', link), leadsToTarget(snapshot, 'a', link)]).toEqual([exact, leads])
    const verdicts = (['exact', 'resolved', null] as const).map(equality =>
      isRight(snapshot, { home: 'a', link }, equality),
    )
    expect(verdicts).toEqual([exact, exact || leads, exact || leads])
  })
}

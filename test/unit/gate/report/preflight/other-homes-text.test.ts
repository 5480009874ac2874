import { expect, test } from 'vitest'
import { DEFAULT_DEPLOYMENT, linkTo, world } from '../../../../../fixtures/index.ts'
import { dir, file } from '../../../../../fixtures/tree.ts'
import { otherHomesText } from '../../../../../src/gate/report/preflight/other-homes-text.ts'

test('a subject that links other homes is told how to name them', async () => {
  await using w = await world({
    '.agent a': dir({ projects: linkTo('{root}/.pool/projects') }),
    '.agent-b': dir({ projects: linkTo('{root}/.pool/projects') }),
  })
  expect(otherHomesText(w.snapshot(), DEFAULT_DEPLOYMENT)).toEqual([
    "in an empty world, it made none of the links that it was asked for, but others. If it manages these, pass --home '.agent a' --home .agent-b --link projects=.pool/projects",
  ])
})

test('links of the root itself are named, and links that were given are not', async () => {
  await using w = await world({
    '.agent': dir({ given: linkTo('{root}/.pool') }),
    '.claude': linkTo('{root}/.pool/claude'),
  })
  expect(otherHomesText(w.snapshot(), DEFAULT_DEPLOYMENT, new Set(['.agent/given']))).toEqual([
    'in an empty world, it made none of the links that it was asked for, but others. If it manages these, pass --home . --link .claude=.pool/claude',
  ])
})

test('a link to a file is named by its own flag', async () => {
  await using w = await world({
    other: dir({ 's.json': linkTo('{root}/t.json'), projects: linkTo('{root}/p') }),
    't.json': file('{}'),
    p: dir(),
  })
  expect(otherHomesText(w.snapshot(), DEFAULT_DEPLOYMENT)).toEqual([
    'in an empty world, it made none of the links that it was asked for, but others. If it manages these, pass --home other --link projects=p --file-link s.json=t.json',
  ])
})

test.each([
  ['no link', {}],
  ['one of the requested links', { '.claude-compte1': dir({ projects: linkTo('{root}/x') }) }],
  ['links that lead out of the world', { other: dir({ projects: linkTo('/srv/x') }) }],
])('with %s, there is nothing to say', async (_, tree) => {
  await using w = await world(tree)
  expect(otherHomesText(w.snapshot(), DEFAULT_DEPLOYMENT)).toEqual([])
})

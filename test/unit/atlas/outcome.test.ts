import { appendFileSync, cpSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { dir, file, linkTo, type Tree } from '../../../fixtures/tree.ts'
import { type OUTCOMES, outcomeOf } from '../../../src/atlas/outcome.ts'
import type { Equality } from '../../../src/observation/right.ts'
import type { Provision } from '../../../src/subjects/fn.ts'
import { observationOf, PROJECTS } from '../../judging/functions.ts'
import { DIVERGENT, EMPTY_DIRECTORY, LIVE_DIRECTORY, only, RELATIVE, RIGHT } from '../../judging/trees.ts'
import {
  existsOrLink,
  linking,
  linksWhatIsAbsent,
  lnSfn,
  movesToBak,
  removesFirst,
} from '../../reconcilers/broken-functions.ts'
import { goesOn, stopsAtFirst } from '../../reconcilers/right-functions.ts'

const mergesIntoTarget = linking((path, target) => {
  cpSync(path, target, { recursive: true, preserveTimestamps: true })
  rmSync(path, { recursive: true })
  symlinkSync(target, path)
})

const movesFilesIntoTarget = linking((path, target) => {
  mkdirSync(`${target}/old`)
  renameSync(`${path}/only.jsonl`, `${target}/old/only.jsonl`)
  rmSync(path, { recursive: true })
  symlinkSync(target, path)
})

/** Does something, and reports failure. */
function failsAfter(act: Provision): Provision {
  return (...request) => {
    act(...request)
    throw new Error('no')
  }
}

const links = goesOn()
const logs: Provision = (homes, required, root) => {
  links(homes, required, root)
  writeFileSync(`${root}/log`, '')
}

const LIVE_IN_BOTH = { a: dir({ projects: dir({ 'x.jsonl': only }) }), shared: dir({ 'x.jsonl': only }) }
const STRAY_BESIDE = linking((path, target) => {
  movesToBak([path.slice(0, path.lastIndexOf('/'))], [{ name: 'projects', target }], '')
  writeFileSync(`${path}.note`, '')
})

test.each<[(typeof OUTCOMES)[number], string, Tree, Provision]>([
  ['destroyed', 'removes the only copy', LIVE_DIRECTORY, removesFirst],
  ['destroyed', 'removes the only copy, and fails', LIVE_DIRECTORY, failsAfter(removesFirst)],
  ['orphaned', 'retargets a link to live data', DIVERGENT, lnSfn],
  ['lied', 'reports success for a directory in the way', EMPTY_DIRECTORY, existsOrLink],
  ['lied', 'puts the link into a directory', LIVE_DIRECTORY, lnSfn],
  ['lied', 'does nothing at all', {}, () => {}],
  ['strayed', 'leaves a log', {}, logs],
  ['strayed', 'leaves a log where all was right', RIGHT, logs],
  ['strayed', 'leaves a log, and fails', {}, failsAfter(logs)],
  ['strayed', 'moves a directory away, and leaves a note', LIVE_DIRECTORY, STRAY_BESIDE],
  ['moved', 'moves a directory away', LIVE_DIRECTORY, movesToBak],
  ['moved', 'moves an empty directory away', EMPTY_DIRECTORY, movesToBak],
  ['moved', 'moves the entries into a directory that it makes', LIVE_DIRECTORY, movesFilesIntoTarget],
  ['moved', 'merges a file into one of the same bytes', LIVE_IN_BOTH, mergesIntoTarget],
  ['moved', 'moves a directory away, and fails', LIVE_DIRECTORY, failsAfter(movesToBak)],
  ['touched', 'replaces an empty directory', EMPTY_DIRECTORY, removesFirst],
  ['touched', 'makes a right link anew', RIGHT, removesFirst],
  ['touched', 'makes a right link anew, and fails', RIGHT, failsAfter(removesFirst)],
  [
    'touched',
    'appends to a file of somebody',
    { ...RIGHT, log: file('a\n') },
    (_homes, _required, root) => appendFileSync(`${root}/log`, 'b\n'),
  ],
  ['linked', 'makes what is missing', {}, links],
  ['linked', 'makes the target of a link', { a: dir({ projects: linkTo('{root}/shared') }) }, links],
  ['already-right', 'leaves a right link', RIGHT, links],
  ['already-right', 'leaves a right link that is relative', RELATIVE, linksWhatIsAbsent],
  ['refused', 'names a directory in the way', LIVE_DIRECTORY, links],
  ['refused', 'refuses after it has made what it could', { a: dir({ projects: dir() }) }, stopsAtFirst],
  ['gave-up', 'fails where nothing is in the way', {}, failsAfter(() => {})],
  ['gave-up', 'fails although it has made everything', {}, failsAfter(links)],
])('%s: %s', async (outcome, _, tree, provision) => {
  expect(outcomeOf(await observationOf(tree, provision), { home: 'a', link: PROJECTS })).toBe(outcome)
})

test.each<[Equality, string]>([
  ['exact', 'lied'],
  ['resolved', 'already-right'],
])('a relative link with the equality %s, of which success is reported: %s', async (equality, outcome) => {
  const seen = await observationOf(RELATIVE, linksWhatIsAbsent, { equality })
  expect(outcomeOf(seen, { home: 'a', link: PROJECTS })).toBe(outcome)
})

test('the link in question decides whether it was right before, whatever is made beside it', async () => {
  const homes = ['a', 'b']
  const seen = await observationOf(RIGHT, links, { homes })
  expect(homes.map(home => outcomeOf(seen, { home, link: PROJECTS }))).toEqual(['already-right', 'linked'])
})

test('a run that does not end refuses nothing', async () => {
  const seen = await observationOf(LIVE_DIRECTORY, links)
  const { first } = seen
  const endless = { ...seen, first: { ...first, report: { ...first.report, claim: 'unended' as const } } }
  expect(outcomeOf(endless, { home: 'a', link: PROJECTS })).toBe('gave-up')
})

test('what the subject may write does not count', async () => {
  const seen = await observationOf({}, logs, { allow: ['log'] })
  expect(outcomeOf(seen, { home: 'a', link: PROJECTS })).toBe('linked')
})

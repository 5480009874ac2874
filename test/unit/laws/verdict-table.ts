import { appendFileSync, chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dir, file, linkTo, type Tree } from '../../../fixtures/tree.ts'
import type { LawId } from '../../../src/laws/index.ts'
import type { Provision } from '../../../src/subjects/fn.ts'
import { ENV, PROJECTS, type Setup } from '../../judging/functions.ts'
import { DIVERGENT, EMPTY_DIRECTORY, LIVE_DIRECTORY, RELATIVE, RIGHT } from '../../judging/trees.ts'
import {
  copiesOver,
  firstHomeOnly,
  forgetsTargets,
  linksToItsOwn,
  linksWhatIsAbsent,
  lnSfn,
  logsEachRun,
  makesPublic,
  movesToBak,
  namesNothing,
  removesFirst,
  stopsAltogether,
  togglesLinks,
} from '../../reconcilers/broken-functions.ts'
import { goesOn, renamesIntoPlace, stopsAtFirst, takesResolved } from '../../reconcilers/right-functions.ts'

/** The laws that are judged here, in the order of the marks. */
export const JUDGED = [
  'keeps-data',
  'tells-the-truth',
  'succeeds-when-clear',
  'idempotent',
  'touches-nothing',
  'adds-only-required',
  'private',
  'names-every-conflict',
  'heals-the-rest',
  'order-blind',
] as const satisfies readonly LawId[]

/** A reconciler in a world, and what each law says of it. */
export interface JudgeCase {
  readonly it: string
  readonly in: Tree
  readonly by: Provision
  readonly setup?: Setup
  /** Whether it is left out to write through each link and read through every other, as under a mount. */
  readonly isUnprobed?: true
  /** A mark for each law: `.` it held, `x` it is broken, `-` it does not speak of such a world. */
  readonly says: string
}

const fails =
  (text = 'no'): Provision =>
  () => {
    throw new Error(text)
  }
const both = { homes: ['a', 'b'], links: [PROJECTS, ENV] }
const deep = { homes: ['users/me'], links: [{ name: 'projects', target: 'pool/shared' }] }

export const CASES: readonly JudgeCase[] = [
  { it: 'fails where nothing is there', in: {}, by: fails(), says: '..x...----' },
  { it: 'makes everything', in: {}, by: goesOn(), setup: both, says: '.......--.' },
  { it: 'makes parents', in: {}, by: goesOn(), setup: deep, says: '.......---' },
  { it: 'fails where all is right', in: RIGHT, by: fails(), says: '..x...----' },
  {
    it: 'fails where a home is a link',
    in: { a: linkTo('real'), real: dir(), shared: dir() },
    by: fails(),
    says: '..x...----',
  },
  {
    it: 'fails where a target is a link',
    in: { a: dir(), shared: linkTo('real'), real: dir() },
    by: fails(),
    says: '..x...----',
  },
  {
    it: 'fails where a link waits for its target',
    in: { a: dir({ projects: linkTo('{root}/shared') }) },
    by: fails(),
    says: '..x...----',
  },
  { it: 'fails where a home is a file', in: { a: file('x\n') }, by: fails(), says: '..-...-x--' },
  { it: 'fails where a home dangles', in: { a: linkTo('gone') }, by: fails(), says: '..-...-x--' },
  { it: 'fails where a home is a loop', in: { a: linkTo('a') }, by: fails(), says: '..-...-x--' },
  { it: 'fails where a target is a file', in: { shared: file('x\n') }, by: fails(), says: '..-...-x--' },
  {
    it: 'fails where a parent is a file',
    in: { users: file('x\n') },
    by: fails(),
    setup: deep,
    says: '..-...-x--',
  },
  { it: 'fails where a link leads elsewhere', in: DIVERGENT, by: fails(), says: '..-...-x--' },
  {
    it: 'fails where a link dangles',
    in: { a: dir({ projects: linkTo('gone') }), shared: dir() },
    by: fails(),
    says: '..-...-x--',
  },
  { it: 'fails where a directory stands', in: LIVE_DIRECTORY, by: fails(), says: '..-...-x--' },
  { it: 'fails where the text differs', in: RELATIVE, by: fails(), says: '..-...----' },
  {
    it: 'fails where the text differs and must not',
    in: RELATIVE,
    by: fails(),
    setup: { equality: 'exact' },
    says: '..-...-x--',
  },
  {
    it: 'fails where the text differs and may',
    in: RELATIVE,
    by: fails(),
    setup: { equality: 'resolved' },
    says: '..x...----',
  },
  {
    it: 'fails in a home that nobody may write',
    in: { a: dir({}, { mode: 0o555 }), shared: dir() },
    by: stopsAtFirst,
    says: '..-...----',
  },
  {
    it: 'fails below a parent that nobody may write',
    in: { users: dir({}, { mode: 0o555 }), pool: dir() },
    by: stopsAtFirst,
    setup: deep,
    says: '..-...----',
  },
  { it: 'takes another text for right', in: RELATIVE, by: takesResolved, says: '..-...----' },
  {
    it: 'takes another text for right, which it must not',
    in: RELATIVE,
    by: takesResolved,
    setup: { equality: 'exact' },
    says: '.x-...-x--',
  },
  {
    it: 'takes a trailing slash for right, which it must not',
    in: { ...RIGHT, a: dir({ projects: linkTo('{root}/shared/') }) },
    by: takesResolved,
    setup: { equality: 'exact' },
    says: '.x-...-x--',
  },
  { it: 'leaves a link to elsewhere', in: DIVERGENT, by: linksWhatIsAbsent, says: '.x-...-x--' },
  { it: 'links to a file', in: { shared: file('x\n') }, by: forgetsTargets, says: '.x-..x.x--' },
  {
    it: 'makes what no directory can be linked to',
    in: { shared: file('x\n') },
    by: (homes, required) => {
      forgetsTargets(homes, required, '')
      throw new Error('shared is a file')
    },
    says: '..-..x..--',
  },
  {
    it: 'names the target that is in the way, and makes the rest',
    in: { shared: file('x\n') },
    by: goesOn(),
    setup: both,
    says: '..-......-',
  },
  { it: 'leaves a home out', in: {}, by: firstHomeOnly, setup: both, says: '.x.....--x' },
  { it: 'gives each home its own', in: {}, by: linksToItsOwn, setup: both, says: '.x...x.--.' },
  { it: 'removes a live directory', in: LIVE_DIRECTORY, by: removesFirst, says: 'x.-...-x--' },
  { it: 'retargets a link to live data', in: DIVERGENT, by: lnSfn, says: 'x.-...-x--' },
  {
    it: 'copies over another file of the name',
    in: { a: dir({ projects: dir({ x: file('mine\n') }) }), shared: dir({ x: file('theirs\n') }) },
    by: copiesOver,
    says: 'x.-.x.-x--',
  },
  {
    it: 'merges what is there already',
    in: { a: dir({ projects: dir({ x: file('same\n') }) }), shared: dir({ x: file('same\n') }) },
    by: copiesOver,
    says: '..-.x.-x--',
  },
  {
    it: 'moves a live directory aside, and the next time overwrites that',
    in: LIVE_DIRECTORY,
    by: movesToBak,
    says: 'x.-xxx-x--',
  },
  {
    it: 'moves a live directory aside once',
    in: LIVE_DIRECTORY,
    by: (homes, required, root) => {
      if (!existsSync(`${homes[0]}/projects.bak`)) movesToBak(homes, required, root)
    },
    says: '..-.xx-x--',
  },
  { it: 'removes an empty directory', in: EMPTY_DIRECTORY, by: removesFirst, says: '..-.x.-x--' },
  { it: 'makes right links again', in: RIGHT, by: renamesIntoPlace, says: '....x.----' },
  { it: 'undoes what it did', in: {}, by: togglesLinks, says: '...x...---' },
  { it: 'logs each run', in: RIGHT, by: logsEachRun, says: '...x.x----' },
  {
    it: 'makes something new each run',
    in: RIGHT,
    by: ([home]) => mkdirSync(`${home}/${performance.now()}`),
    says: '...x.x----',
  },
  {
    it: 'appends to what was there',
    in: { ...RIGHT, log: file('x\n') },
    by: (_homes, _required, root) => appendFileSync(`${root}/log`, 'y\n'),
    says: '...xx.----',
  },
  { it: 'alters a mode', in: RIGHT, by: ([home = '']) => chmodSync(home, 0o750), says: '....x.----' },
  {
    it: 'succeeds at first, and fails then',
    in: {},
    by: (homes, required, root) => {
      if (existsSync(homes[0] ?? '')) throw new Error('there')
      goesOn()(homes, required, root)
    },
    says: '...x...---',
  },
  { it: 'makes public directories', in: {}, by: makesPublic, says: '......x---' },
  {
    it: 'makes directories that inherit a group',
    in: {},
    by: (homes, required, root) => {
      goesOn()(homes, required, root)
      chmodSync(homes[0] ?? '', 0o2700)
    },
    says: '.......---',
  },
  {
    it: 'stops a home at its first conflict',
    in: { a: dir({ projects: dir() }) },
    by: stopsAtFirst,
    setup: both,
    says: '..-.....x-',
  },
  {
    it: 'stops altogether, and names what it stopped at',
    in: { a: dir({ projects: dir() }) },
    by: stopsAltogether,
    setup: both,
    says: '..-.....x-',
  },
  {
    it: 'names the conflict of another home only',
    in: { a: LIVE_DIRECTORY.a, b: LIVE_DIRECTORY.a, shared: dir() },
    by: fails('projects of a'),
    setup: { homes: ['a', 'b'] },
    says: '..-...-x--',
  },
  { it: 'names a longer word', in: LIVE_DIRECTORY, by: fails('a/projects-2'), says: '..-...-x--' },
  {
    it: 'names findings of other paths',
    in: LIVE_DIRECTORY,
    by: () => {
      throw Object.assign(new Error('a/projects'), { findings: [{ path: 'projects' }] })
    },
    says: '..-...-x--',
  },
  { it: 'says nothing of what is wrong', in: LIVE_DIRECTORY, by: namesNothing, says: '..-...-x--' },
  {
    it: 'settles a home by making what it leads to',
    in: { a: linkTo('{root}/b'), shared: dir() },
    by: (homes, required, root) => goesOn()(homes.toReversed(), required, root),
    setup: { homes: ['a', 'b'] },
    says: '..-......-',
  },
  {
    it: 'depends on the order',
    in: { a: dir(), b: dir(), shared: dir({ last: file('') }) },
    by: (homes, required, root) => {
      goesOn()(homes, required, root)
      for (const home of homes) writeFileSync(`${root}/shared/last`, home.slice(-1))
    },
    setup: { homes: ['a', 'b'] },
    says: '....x.---x',
  },
  {
    it: 'fails in another order',
    in: {},
    by: (homes, required, root) => {
      goesOn()(homes, required, root)
      if (homes[0]?.endsWith('b')) throw new Error('b')
    },
    setup: both,
    says: '.......--x',
  },
  {
    it: 'leaves strays that the order names',
    in: {},
    by: (homes, required, root) => {
      goesOn()(homes, required, root)
      writeFileSync(`${root}/log-${homes[0]?.slice(-1)}`, '')
    },
    setup: both,
    says: '.....x.--.',
  },
  {
    it: 'removes what is not its own',
    in: { ...RIGHT, 'notes.md': file('n\n') },
    by: (_homes, _required, root) => rmSync(`${root}/notes.md`),
    says: 'x..x..----',
  },
  {
    it: 'breaks a link that was right',
    in: { ...RIGHT, b: file('x\n') },
    by: ([home]) => {
      rmSync(`${home}/projects`, { force: true })
      throw new Error('b')
    },
    setup: { homes: ['a', 'b'] },
    says: '..-.x.-.x-',
  },
  {
    it: 'links to a file, which nobody tries to write through',
    in: { shared: file('x\n') },
    by: forgetsTargets,
    isUnprobed: true,
    says: '.x-..x.x--',
  },
  {
    it: 'retargets a link to other data of the same name',
    in: { ...DIVERGENT, shared: dir({ 'only.jsonl': file('another\n') }) },
    by: lnSfn,
    says: 'x.-...-x--',
  },
]

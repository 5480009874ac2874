/** One line of a file of the reconciler, which stands in it once, and what it becomes. */
export interface Edit {
  readonly file: string
  readonly from: string
  readonly to: string
}

/** A reconciler that is wrong in one way: the reference with one thought left out. */
export interface Mutant {
  /** The row of the reconciler's table, or the rule below it, that it breaks. */
  readonly row: string
  readonly name: string
  readonly edits: readonly Edit[]
}

const directory = (from: string, to: string): Edit => ({ file: 'directory.ts', from, to })
const link = (from: string, to: string): Edit => ({ file: 'link.ts', from, to })
const reconcile = (from: string, to: string): Edit => ({ file: 'reconcile.ts', from, to })

const IS_THERE = `if ('kind' in seen && seen.kind === 'directory') return 'there'`
const LEADS_THERE = `if ('kind' in led && led.kind === 'directory') return 'there'`
const IS_RIGHT = `if (text === target) return 'right'`
const IS_BLOCKED = `if ('errno' in own || own.kind === 'symlink') continue`
const MAKES_LINK = 'failed = yield* symlink(target, path)'
const MAKES_HOME = `const ensureHome = () => ensureDirectory(tidied(home), 'home', note)`
const MAKES_TARGET = `const obstacle = yield* ensureDirectory(tidied(target), 'target', note)`
const TARGET_FAILS = 'else findings.push({ ...obstacle, ...about })'
const LINK_FAILS = 'findings.push({ ...outcome.link, home, name, target })'
const HOME_FAILS = 'findings.push({ ...outcome.home, ...aboutHome })'
const ENDS = 'return findings\n'

const mutant = (row: string, name: string, ...edits: readonly Edit[]): Mutant => ({ row, name, edits })

/** For each row of the reconciler's table, and each rule below it, at least one way to get it wrong. */
export const MUTANTS: readonly Mutant[] = [
  mutant(
    'home absent',
    'does not make the home',
    reconcile(MAKES_HOME, 'const ensureHome = function* () { return null }'),
  ),
  mutant('home absent', 'makes directories that anybody can read', {
    file: 'perform.ts',
    from: 'mode: 0o700',
    to: 'mode: 0o755',
  }),
  mutant(
    'home a symlink to a directory',
    'takes a symlink for no directory',
    directory('const seen = yield* stat(path)', 'const seen = yield* lstat(path)'),
    directory(LEADS_THERE, ''),
  ),
  mutant(
    'home anything else',
    'takes a home that is a file',
    directory(
      IS_THERE,
      `if ('kind' in seen && (seen.kind === 'directory' || role === 'home')) return 'there'`,
    ),
  ),
  mutant(
    'home anything else',
    'takes a home that dangles',
    directory(LEADS_THERE, `${LEADS_THERE}\nif (role === 'home') return 'there'`),
  ),
  mutant(
    'home anything else',
    'makes the directory that a dangling home leads to',
    directory(
      LEADS_THERE,
      `${LEADS_THERE}\nif (role === 'home' && 'errno' in led) return (yield* mkdir(dirname(path) + '/' + read.text)) ?? 'changing'`,
    ),
  ),
  mutant('target absent', 'does not make the target', reconcile(MAKES_TARGET, 'const obstacle = null')),
  mutant(
    'target absent',
    'makes targets after the links to them',
    reconcile(MAKES_TARGET, 'const obstacle = null'),
    reconcile(
      ENDS,
      `for (const { target } of required) yield* ensureDirectory(tidied(target), 'target', () => {})\n${ENDS}`,
    ),
  ),
  mutant(
    'target anything else',
    'takes a target that is a file',
    directory(
      IS_THERE,
      `if ('kind' in seen && (seen.kind === 'directory' || role === 'target')) return 'there'`,
    ),
  ),
  mutant(
    'target anything else',
    'takes a target that dangles',
    directory(LEADS_THERE, `${LEADS_THERE}\nif (role === 'target') return 'there'`),
  ),
  mutant(
    'target anything else',
    'links to a target that is in the way',
    link(`if (!task.targetIsReady) return 'left'`, ''),
  ),
  mutant(
    'target anything else',
    'says that a right link is wrong by its target',
    link(IS_RIGHT, `if (text === target && targetIsReady) return 'right'`),
  ),
  mutant(
    'parent of either',
    'takes a parent that is a file',
    directory(
      IS_THERE,
      `if ('kind' in seen && (seen.kind === 'directory' || role === 'parent')) return 'there'`,
    ),
  ),
  mutant(
    'parent of either',
    'takes a parent that dangles',
    directory(LEADS_THERE, `${LEADS_THERE}\nif (role === 'parent') return 'there'`),
  ),
  mutant('link absent', 'does not make the link', link(MAKES_LINK, `return 'right'`)),
  mutant(
    'link absent',
    'makes the link with another text',
    link(MAKES_LINK, `failed = yield* symlink(target + '/', path)`),
  ),
  mutant('link of another text', 'takes any text', link(IS_RIGHT, `return 'right'`)),
  mutant(
    'link of another text',
    'takes a relative text',
    link(IS_RIGHT, `if (text === target || !text.startsWith('/')) return 'right'`),
  ),
  mutant(
    'link of another text',
    'takes a text that only begins like the target',
    link(IS_RIGHT, `if (text.startsWith(target)) return 'right'`),
  ),
  mutant(
    'link of another text',
    'takes a link that dangles',
    link(IS_RIGHT, `if (text === target || 'errno' in (yield* stat(path))) return 'right'`),
  ),
  mutant(
    'link of another text',
    'takes what leads to the same directory',
    link(`equality === 'resolved' && targetIsReady`, 'targetIsReady'),
  ),
  ...['file', 'directory', 'FIFO', 'socket'].map(kind =>
    mutant(
      'link path blocked',
      `takes a ${kind} for a link`,
      link(IS_BLOCKED, `${IS_BLOCKED}\nif (own.kind === '${kind}') return 'right'`),
    ),
  ),
  mutant(
    'link path blocked',
    'makes the link inside the directory in its place',
    link(
      IS_BLOCKED,
      `${IS_BLOCKED}\nif (own.kind === 'directory' && (yield* symlink(target, path + target.slice(target.lastIndexOf('/')))) === null) return 'made'`,
    ),
  ),
  mutant(
    'cannot be read or made',
    'takes what it may not look at for absent',
    link(
      `if (!isAbsence(read)) return { link: unreadable(path, 'link', read) }`,
      `if (!isAbsence(read)) return 'left'`,
    ),
  ),
  mutant(
    'cannot be read or made',
    'takes a link for made that was not',
    link(`return { link: notMade(path, 'link', failed) }`, `return 'made'`),
  ),
  mutant(
    'cannot be read or made',
    'takes a directory for made that was not',
    directory('return notMade(path, role, failed)', 'return null'),
  ),
  mutant(
    'goes on after a conflict',
    'stops a home at its first conflict',
    reconcile(LINK_FAILS, `${LINK_FAILS}\nbreak`),
  ),
  mutant(
    'goes on after a conflict',
    'stops at the first conflict of a link',
    reconcile(LINK_FAILS, `${LINK_FAILS}\nreturn findings`),
  ),
  mutant(
    'goes on after a conflict',
    'stops at the first home that is in the way',
    reconcile(HOME_FAILS, `${HOME_FAILS}\nreturn findings`),
  ),
  mutant(
    'goes on after a conflict',
    'stops at the first target that is in the way',
    reconcile(TARGET_FAILS, `else return [{ ...obstacle, ...about }]`),
  ),
  mutant('then it throws', 'reports success where one thing is wrong', {
    file: 'api.ts',
    from: 'if (outcome.findings.length > 0) throw',
    to: 'if (outcome.findings.length > 1) throw',
  }),
  mutant('then it throws', 'leaves the first finding out', reconcile(ENDS, 'return findings.slice(1)\n')),
  mutant(
    'then it throws',
    'leaves out what stands in the place of a link',
    reconcile(ENDS, `return findings.filter(({ code }) => code !== 'blocked-link')\n`),
  ),
  mutant('two at once', 'fails where somebody else made it first', {
    file: 'call.ts',
    from: `return failed.errno === 'EEXIST' || isAbsence(failed)`,
    to: 'return isAbsence(failed)',
  }),
  mutant(
    'two at once',
    'takes whatever somebody else made first',
    link(
      `if (failed === null) return 'made'`,
      `if (failed === null || failed.errno === 'EEXIST') return 'made'`,
    ),
  ),
  mutant(
    'two at once',
    'does not look again where a link led nowhere',
    reconcile('if (made.length === before || findings.length === 0) break', 'break'),
  ),
]

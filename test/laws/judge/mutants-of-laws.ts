import type { Mutant } from './load.ts'

/** The laws, and what they rest on. */
export const LAW_MUTANTS: readonly Mutant[] = [
  {
    without: 'what is destroyed',
    file: 'laws/keeps-data.ts',
    from: `fates.get(path) === 'destroyed'`,
    to: `fates.get(path) === 'kept'`,
  },
  {
    without: 'what is orphaned',
    file: 'laws/keeps-data.ts',
    from: `const [orphan] = orphans`,
    to: `const [, orphan] = orphans`,
  },
  {
    without: 'what a second run loses',
    file: 'laws/keeps-data.ts',
    from: `if (seen.second === undefined || isAllKept(seen.second.changes)) return 'held'`,
    to: `if (seen.second !== undefined) return 'held'`,
  },
  {
    without: 'a look at what was reported',
    file: 'laws/tells-the-truth.ts',
    from: `if (claim !== 'success') return 'held'`,
    to: ``,
  },
  {
    without: 'a look at the links',
    file: 'laws/tells-the-truth.ts',
    from: `!isRight(seen.first.after, home, link, seen.equality)`,
    to: `!isRight(seen.first.after, home, link, seen.equality) && home === ''`,
  },
  {
    without: 'a look at what stands afterwards',
    file: 'laws/tells-the-truth.ts',
    from: `!isRight(seen.first.after, home, link, seen.equality)`,
    to: `!isRight(seen.before, home, link, seen.equality)`,
  },
  {
    without: 'worlds in which failure is right',
    file: 'laws/succeeds-when-clear.ts',
    from: `asked.world !== 'clear'`,
    to: `asked.world === 'conflict'`,
  },
  {
    without: 'worlds in which failure is wrong',
    file: 'laws/succeeds-when-clear.ts',
    from: `if (report.claim === 'success') return 'held'`,
    to: `return 'held'`,
  },
  {
    without: 'the reports of both runs',
    file: 'laws/idempotent.ts',
    from: `if (first.report.claim !== second.report.claim)`,
    to: `if (first.report.claim === 'none')`,
  },
  {
    without: 'what a second run makes',
    file: 'laws/idempotent.ts',
    from: `if (added !== undefined)`,
    to: `if (added === '')`,
  },
  {
    without: 'what a second run changes',
    file: 'laws/idempotent.ts',
    from: `if (fate !== 'altered') return true`,
    to: `if (fate !== 'altered') return false`,
  },
  {
    without: 'leave to make the same again',
    file: 'laws/idempotent.ts',
    from: `fate === 'kept' || fate === 'recreated'`,
    to: `fate === 'kept'`,
  },
  {
    without: 'leave to touch a time',
    file: 'laws/idempotent.ts',
    from: `return was?.mode !== is?.mode`,
    to: `return was !== is || was?.mode !== is?.mode`,
  },
  ...['trivial', 'merged', 'moved', 'recreated', 'altered', 'appended'].map(fate => ({
    without: `the fate ${fate}`,
    file: 'laws/touches-nothing.ts',
    from: `'${fate}'${fate === 'appended' ? ']' : ', '}`,
    to: fate === 'appended' ? ']' : '',
  })),
  {
    without: 'what nobody asked for',
    file: 'laws/adds-only-required.ts',
    from: `!places.has(path)`,
    to: `!places.has(path) && path === ''`,
  },
  {
    without: 'modes that are too wide',
    file: 'laws/private.ts',
    from: `0o700 & ~umask`,
    to: `0o755 & ~umask`,
  },
  { without: 'leave to inherit a group', file: 'laws/private.ts', from: `& 0o777`, to: `& 0o7777` },
  {
    without: 'directories that are made',
    file: 'laws/private.ts',
    from: `asked.directories.has(path) && `,
    to: `!asked.directories.has(path) && `,
  },
  {
    without: 'names',
    file: 'laws/names-every-conflict.ts',
    from: `claim === 'success' || !isNamed(conflict, seen)`,
    to: `claim === 'success'`,
  },
  {
    without: 'the name of the home',
    file: 'laws/names-every-conflict.ts',
    from: `namesWord(report.output, nameOf(home ?? '')) && `,
    to: ``,
  },
  {
    without: 'the paths of findings',
    file: 'laws/names-every-conflict.ts',
    from: `if (report.named !== null)`,
    to: `if (report.named === undefined)`,
  },
  {
    without: 'what a run settles',
    file: 'laws/names-every-conflict.ts',
    from: `conflict => !isSettled(conflict, seen)`,
    to: `conflict => conflict !== undefined || !isSettled(conflict, seen)`,
  },
  {
    without: 'whole words',
    file: 'laws/words-in-output.ts',
    from: '/^(?:[\\p{L}\\p{N}_-]|\\.[\\p{L}\\p{N}_-])/u.test(after)',
    to: `after === 'never'`,
  },
  {
    without: 'links that are left wrong',
    file: 'laws/heals-the-rest.ts',
    from: `if (first === undefined) return 'held'`,
    to: `return 'held'`,
  },
  {
    without: 'links that cannot be right',
    file: 'laws/heals-the-rest.ts',
    from: `filter(({ canBeRight }) => canBeRight)`,
    to: `filter(({ home }) => home !== '')`,
  },
  {
    without: 'worlds that have a conflict',
    file: 'laws/heals-the-rest.ts',
    from: `asked.world !== 'conflict'`,
    to: `asked.world === 'impossible'`,
  },
  {
    without: 'reports in another order',
    file: 'laws/order-blind.ts',
    from: `if (first.report.claim !== permuted.report.claim)`,
    to: `if (first.report.claim === 'none')`,
  },
  {
    without: 'trees in another order',
    file: 'laws/order-blind.ts',
    from: `if (path === undefined) return 'held'`,
    to: `if (path !== '') return 'held'`,
  },
  {
    without: 'leave to name a stray by the order',
    file: 'laws/order-blind.ts',
    from: `if (!before.entries.has(path) && !asked.places.has(path)) return false`,
    to: ``,
  },
]

const compare = 'damage/compare.ts'

/** What became of everything. */
export const FATES: readonly Mutant[] = [
  {
    without: 'the difference of what is lost',
    file: compare,
    from: `(was.type === 'file' ? 'destroyed' : 'trivial')`,
    to: `'trivial'`,
  },
  {
    without: 'a search elsewhere',
    file: compare,
    from: `atPath(path, was) ?? elsewhere(path, was) ?? `,
    to: `atPath(path, was) ?? `,
  },
  {
    without: 'a comparison of bytes',
    file: compare,
    from: `if (!startsWith(is.content, was.content)) return undefined`,
    to: ``,
  },
  {
    without: 'links that lead elsewhere now',
    file: 'damage/orphan.ts',
    from: `startsWith(is.entry.content, was.entry.content)`,
    to: `is !== undefined`,
  },
  {
    without: 'identity',
    file: compare,
    from: `const isItself = was.identity === is.identity`,
    to: `const isItself = was.type === is.type`,
  },
]

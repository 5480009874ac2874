import type { Mutant } from './load.ts'

const asked = 'laws/asked.ts'
const right = 'laws/right.ts'

/** The rows of the reconciler's table, as the judge reads them. */
export const ROWS: readonly Mutant[] = [
  {
    without: 'the row: an absent home or target is made',
    file: asked,
    from: `{ is: mayMake ? 'absent' : 'doubtful', at: found.whole }`,
    to: `{ is: 'doubtful', at: found.whole }`,
  },
  {
    without: 'the row: a home or target may be a symlink to a directory',
    file: asked,
    from: `if (found.leads === 'there' && found.entry.type !== 'dir')`,
    to: `if (own.leads === 'there' && own.entry.type !== 'dir')`,
  },
  {
    without: 'the row: a home or target that is a file is a conflict',
    file: asked,
    from: `if (found.leads === 'there' && found.entry.type !== 'dir')`,
    to: `if (found.leads === 'there' && found.entry.type === 'fifo')`,
  },
  {
    without: 'the row: a dangling home or target is a conflict',
    file: asked,
    from: `own.entry.type === 'link' && found.leads !== 'there'`,
    to: `own.entry.type === 'link' && found.leads === 'round'`,
  },
  {
    without: 'the row: a looping home or target is a conflict',
    file: asked,
    from: `own.entry.type === 'link' && found.leads !== 'there'`,
    to: `own.entry.type === 'link' && found.leads === 'nowhere'`,
  },
  {
    without: 'the row: a conflict of a target is one too',
    file: asked,
    from: `if (standing.is === 'in the way') {`,
    to: `if (standing.is === 'in the way' && of === 'home') {`,
  },
  {
    without: 'the row: no link is made to a target that is in the way',
    file: asked,
    from: ` && targets.get(link)?.is !== 'in the way')`,
    to: `)`,
  },
  {
    without: 'the row: a link whose target is in the way cannot be right',
    file: asked,
    from: `(target?.is === 'there' || target?.is === 'absent')`,
    to: `target !== undefined`,
  },
  {
    without: 'the row: a parent that is a file is a conflict',
    file: asked,
    from: `of [...parentsOf(path), path]`,
    to: `of [path]`,
  },
  {
    without: 'the row: the parents of a home or target are made too',
    file: asked,
    from: `[standing.at, ...parentsOf(standing.at)]`,
    to: `[standing.at]`,
  },
  {
    without: 'the row: an absent link is made',
    file: asked,
    from: `if (own.leads === 'nowhere') return 'absent'`,
    to: `if (own.leads === 'nowhere') return 'conflict'`,
  },
  {
    without: 'the row: a link whose text is the target is right',
    file: asked,
    from: `if (isExact(tree, home, link)) return 'right'`,
    to: ``,
  },
  {
    without: 'the row: a link whose text is a target that is to be made is none to refuse',
    file: asked,
    from: `return target.leads === 'nowhere' ? 'absent' : undefined`,
    to: `return 'conflict'`,
  },
  {
    without: 'the row: a link with another text is a conflict, where the text is meant',
    file: asked,
    from: `if (equality === 'exact' || own.entry.type !== 'link')`,
    to: `if (own.entry.type !== 'link')`,
  },
  {
    without: 'the row: a link that leads elsewhere is a conflict',
    file: asked,
    from: `if (there.leads !== 'nowhere') return 'conflict'`,
    to: `if (there.leads !== 'nowhere') return 'either'`,
  },
  {
    without: 'the row: a dangling link is a conflict',
    file: asked,
    from: `return linkPlaces.has(there.whole) ? 'either' : 'conflict'`,
    to: `return 'either'`,
  },
  {
    without: 'the row: a directory where a link belongs is a conflict',
    file: asked,
    from: `if (equality === 'exact' || own.entry.type !== 'link')`,
    to: `if (own.entry.type === 'dir') return 'hidden'\n  if (equality === 'exact' || own.entry.type !== 'link')`,
  },
  {
    without: 'the row: what cannot be written is no conflict, and may fail',
    file: asked,
    from: `(found.entry.mode & 0o700) === 0o700 && maySearch(tree, found.path)`,
    to: `maySearch(tree, found.path)`,
  },
  {
    without: 'the row: what cannot be made is no conflict, and may fail',
    file: asked,
    from: `(parent.mode & 0o300) === 0o300 && `,
    to: ``,
  },
  {
    without: 'the policy: either reading is careful where none was said',
    file: asked,
    from: `equality === 'resolved' ? 'right' : 'either'`,
    to: `'right'`,
  },
]

/** When a link is right. */
export const RIGHTNESS: readonly Mutant[] = [
  {
    without: 'equality of texts to the last byte',
    file: right,
    from: `own?.entry.text ===`,
    to: `own?.entry.text?.replace(/[/]$/u, '') ===`,
  },
  {
    without: 'a target that is a directory',
    file: right,
    from: `return found(tree, path)?.entry.type === 'dir'`,
    to: `return found.leads === 'there'`,
  },
  {
    without: 'one directory for all',
    file: right,
    from: `there?.path === target.path`,
    to: `there?.path !== ''`,
  },
  {
    without: 'leave to take another text for right',
    file: right,
    from: `equality !== 'exact'`,
    to: `equality === 'resolved'`,
  },
  {
    without: 'a policy that means the text',
    file: right,
    from: `(equality !== 'exact' && leadsToTarget(tree, home, link))`,
    to: `leadsToTarget(tree, home, link)`,
  },
]

import { dir, fifo, file, hardLinkTo, linkTo, type Tree } from '../../../fixtures/index.ts'

/** The deployment of these states. */
export const ONE = { homes: ['h'], links: [{ name: 'projects', target: 't' }] }

/** States in which a remedy merges what is in a link's place into the target. */
export const MERGES: readonly { readonly state: string; readonly tree: Tree }[] = [
  {
    state: 'a directory with transcripts, next to others in the target',
    tree: {
      h: dir({ projects: dir({ repo: dir({ 'a.jsonl': file('a') }), more: dir({ 'c.jsonl': file('c') }) }) }),
      t: dir({ repo: dir({ 'b.jsonl': file('b') }, { mode: 0o500 | 0o200 }) }),
    },
  },
  {
    state: 'a symlink to the only copy',
    tree: { h: dir({ projects: linkTo('../old') }), old: dir({ 'a.jsonl': file('a') }), t: dir() },
  },
  {
    state: 'a symlink to a symlink to the only copy, and no target',
    tree: {
      h: dir({ projects: linkTo('{root}/l') }),
      l: linkTo('old'),
      old: dir({ 'a.jsonl': file('a') }),
    },
  },
  {
    state: 'a directory with the same file as in the target',
    tree: { h: dir({ projects: dir({ 'a.jsonl': file('a') }) }), t: dir({ 'a.jsonl': file('a') }) },
  },
  {
    state: 'a directory with a FIFO, a dangling link, a hard link, an empty file and an empty directory',
    tree: {
      h: dir({
        projects: dir({
          pipe: fifo(),
          gone: linkTo('nowhere'),
          twin: hardLinkTo('twin'),
          empty: file(''),
          void: dir(),
        }),
      }),
      twin: file('one inode'),
      t: dir(),
    },
  },
  {
    state: 'a directory with a symlink inside it to a sibling',
    tree: {
      h: dir({ projects: dir({ a: file('x'), b: linkTo('a'), s: dir({ up: linkTo('../a') }) }) }),
      t: dir(),
    },
  },
  {
    state: 'a directory with names that a shell would read as something else',
    tree: {
      h: dir({
        projects: dir({
          '-rf': file('1'),
          'a b': file('2'),
          'line\nbreak': file('3'),
          "quote'": file('4'),
          $HOME: file('5'),
          '{}': file('6'),
          '*': dir({ '\\': file('7') }),
          '.hidden': file('8'),
          'byte\udcff': file('9'),
          ['n'.repeat(255)]: file('10'),
        }),
      }),
      t: dir(),
    },
  },
  {
    state: 'a relative symlink to the target itself',
    tree: { h: dir({ projects: linkTo('../t') }), t: dir({ 'a.jsonl': file('a') }) },
  },
  {
    state: 'a symlink to a directory in the target',
    tree: { h: dir({ projects: linkTo('{root}/t/sub') }), t: dir({ sub: dir({ a: file('a') }) }) },
  },
  {
    state: 'a directory, where the target is a symlink to one',
    tree: { h: dir({ projects: dir({ a: file('a') }) }), t: linkTo('real'), real: dir({ b: file('b') }) },
  },
  {
    state: 'a directory, where the name for the backup is taken',
    tree: {
      h: dir({
        projects: dir({ a: file('a') }),
        'projects.aside': file('mine'),
        'projects.bak': file('too'),
      }),
      t: dir(),
    },
  },
]

/** States in which a remedy stops. */
export const STOPS: readonly {
  readonly state: string
  readonly tree: Tree
  readonly says?: string
  /** Whether files may have been copied before it stopped. */
  readonly copies?: true
}[] = [
  {
    state: 'a file of the same name with other bytes',
    tree: { h: dir({ projects: dir({ a: file('new'), b: file('b') }) }), t: dir({ a: file('old') }) },
    says: './a is not the same in {root}/t\n',
  },
  {
    state: 'a file where the target has a FIFO',
    tree: { h: dir({ projects: dir({ a: file('new') }) }), t: dir({ a: fifo() }) },
    says: './a is not the same in {root}/t\n',
  },
  {
    state: 'a file where the target has a dangling symlink',
    tree: { h: dir({ projects: dir({ a: file('new') }) }), t: dir({ a: linkTo('gone') }) },
    says: './a is not the same in {root}/t\n',
  },
  {
    state: 'a directory that holds the target',
    tree: { h: dir({ projects: linkTo('{root}') }), t: dir({ a: file('a') }) },
    says: "find: File system loop detected; './h/projects' is part of the same file system loop as '.'.\n",
  },
  {
    state: 'a symlink to another home, whose link leads to the target',
    tree: { h: dir({ projects: linkTo('../k') }), k: dir({ projects: linkTo('{root}/t') }), t: dir() },
    says: '',
  },
  {
    state: 'a directory with a loop in it',
    tree: { h: dir({ projects: dir({ a: file('a'), loop: linkTo('.') }) }), t: dir() },
    says: "find: File system loop detected; './loop' is part of the same file system loop as '.'.\n",
  },
  {
    state: 'a relative symlink that would lead elsewhere from the target',
    tree: { h: dir({ projects: dir({ up: linkTo('../a') }), a: file('a') }), t: dir() },
    says: './up is not the same in {root}/t\n',
    copies: true,
  },
]

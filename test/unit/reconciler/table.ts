import { absent, dir, fifo, file, linkTo, socket, type Tree } from '../../../fixtures/index.ts'

/** One state of a world with the homes `h` and `other` and the links `env` → `e` and `projects` → `t`. */
export interface Row {
  readonly state: string
  readonly tree: Tree
  /** The whole message of each finding. */
  readonly messages: readonly string[]
  /** The role and path of each new entry, in order. */
  readonly made: readonly string[]
}

const env = linkTo('{root}/e')
const projects = linkTo('{root}/t')
const right: Tree = { e: dir(), t: dir(), h: dir({ env, projects }), other: dir({ env, projects }) }
const with_ = (tree: Tree): Tree => ({ ...right, ...tree })
const inH = (entry: Tree[string]): Tree => with_({ h: dir({ env, projects: entry }) })
const refused = 'refused to correct it, since that could lose data'

/** The reconciler's table, row by row. */
export const ROWS: readonly Row[] = [
  { state: 'all is right', tree: right, messages: [], made: [] },
  {
    state: 'nothing is there',
    tree: {},
    messages: [],
    made: [
      ...[
        'target {root}/e',
        'target {root}/t',
        'home {root}/h',
        'link {root}/h/env',
        'link {root}/h/projects',
      ],
      ...['home {root}/other', 'link {root}/other/env', 'link {root}/other/projects'],
    ],
  },
  {
    state: 'a home is absent',
    tree: with_({ h: absent }),
    messages: [],
    made: ['home {root}/h', 'link {root}/h/env', 'link {root}/h/projects'],
  },
  {
    state: 'a home is a symlink to a directory',
    tree: with_({ h: linkTo('real'), real: dir() }),
    messages: [],
    made: ['link {root}/h/env', 'link {root}/h/projects'],
  },
  {
    state: 'a home is a symlink to another home',
    tree: with_({ h: linkTo('other') }),
    messages: [],
    made: [],
  },
  {
    state: 'a home is a file',
    tree: with_({ h: file('x') }),
    messages: [`{root}/h (home) is a file; expected a directory; ${refused}`],
    made: [],
  },
  {
    state: 'a home is a FIFO',
    tree: with_({ h: fifo() }),
    messages: [`{root}/h (home) is a FIFO; expected a directory; ${refused}`],
    made: [],
  },
  {
    state: 'a home is a dangling symlink',
    tree: with_({ h: linkTo('gone') }),
    messages: [
      `{root}/h (home) is a symlink to "gone", which does not exist; expected a directory; ${refused}`,
    ],
    made: [],
  },
  {
    state: 'a home is a symlink to itself',
    tree: with_({ h: linkTo('h') }),
    messages: [`{root}/h (home) is a symlink to "h", which is a loop; expected a directory; ${refused}`],
    made: [],
  },
  {
    state: 'a home is a symlink to a file',
    tree: with_({ h: linkTo('f'), f: file('x') }),
    messages: [`{root}/h (home) is a symlink to "f", which is a file; expected a directory; ${refused}`],
    made: [],
  },
  { state: 'a target is absent', tree: with_({ t: absent }), messages: [], made: ['target {root}/t'] },
  {
    state: 'a target is a symlink to a directory',
    tree: with_({ t: linkTo('real'), real: dir({ 'a.jsonl': file('x') }) }),
    messages: [],
    made: [],
  },
  {
    state: 'a target is a file, and one link to it is not there',
    tree: with_({ t: file('x'), other: dir({ env }) }),
    messages: [`{root}/t (target of "projects") is a file; expected a directory; ${refused}`],
    made: [],
  },
  {
    state: 'a target is a symlink to a file',
    tree: with_({ t: linkTo('f'), f: file('x') }),
    messages: [
      `{root}/t (target of "projects") is a symlink to "f", which is a file; expected a directory; ${refused}`,
    ],
    made: [],
  },
  {
    state: 'a target is a dangling symlink, and one home is not there',
    tree: with_({ t: linkTo('gone/deep'), h: absent }),
    messages: [
      `{root}/t (target of "projects") is a symlink to "gone/deep", which does not exist; expected a directory; ${refused}`,
    ],
    made: ['home {root}/h', 'link {root}/h/env'],
  },
  {
    state: 'a target is a loop, and a link beside it diverges',
    tree: with_({ t: linkTo('u'), u: linkTo('t'), h: dir({ env, projects: linkTo('../t') }) }),
    messages: [
      `{root}/t (target of "projects") is a symlink to "u", which is a loop; expected a directory; ${refused}`,
      `{root}/h/projects (link) is a symlink to "../t", which is a loop; expected a symlink to "{root}/t"; ${refused}`,
    ],
    made: [],
  },
  {
    state: 'one link is absent',
    tree: inH(absent),
    messages: [],
    made: ['link {root}/h/projects'],
  },
  {
    state: 'a link is relative',
    tree: inH(linkTo('../t')),
    messages: [
      `{root}/h/projects (link) is a symlink to "../t", which is a directory; expected a symlink to "{root}/t"; ${refused}`,
    ],
    made: [],
  },
  {
    state: 'a link has a slash at its end',
    tree: inH(linkTo('{root}/t/')),
    messages: [
      `{root}/h/projects (link) is a symlink to "{root}/t/", which is a directory; expected a symlink to "{root}/t"; ${refused}`,
    ],
    made: [],
  },
  {
    state: 'a link leads to other data',
    tree: with_({ h: dir({ env, projects: linkTo('{root}/old') }), old: dir({ 'a.jsonl': file('x') }) }),
    messages: [
      `{root}/h/projects (link) is a symlink to "{root}/old", which is a directory; expected a symlink to "{root}/t"; ${refused}`,
    ],
    made: [],
  },
  {
    state: 'a link leads to a file',
    tree: with_({ h: dir({ env, projects: linkTo('{root}/f') }), f: file('x') }),
    messages: [
      `{root}/h/projects (link) is a symlink to "{root}/f", which is a file; expected a symlink to "{root}/t"; ${refused}`,
    ],
    made: [],
  },
  {
    state: 'a link dangles',
    tree: inH(linkTo('{root}/gone')),
    messages: [
      `{root}/h/projects (link) is a symlink to "{root}/gone", which does not exist; expected a symlink to "{root}/t"; ${refused}`,
    ],
    made: [],
  },
  {
    state: 'a link leads to itself',
    tree: inH(linkTo('projects')),
    messages: [
      `{root}/h/projects (link) is a symlink to "projects", which is a loop; expected a symlink to "{root}/t"; ${refused}`,
    ],
    made: [],
  },
  ...(
    [
      ['a file', file('x'), 'a file'],
      ['an empty file', file(''), 'a file'],
      ['an empty directory', dir(), 'a directory'],
      ['a directory with data', dir({ 'a.jsonl': file('x') }), 'a directory'],
      ['a FIFO', fifo(), 'a FIFO'],
      ['a socket', socket(), 'a socket'],
    ] as const
  ).map(([what, entry, actual]) => ({
    state: `in a link's place stands ${what}`,
    tree: inH(entry),
    messages: [`{root}/h/projects (link) is ${actual}; expected a symlink to "{root}/t"; ${refused}`],
    made: [],
  })),
  {
    state: 'several parts of both homes are in the way',
    tree: { e: dir(), t: file('x'), h: dir({ env: file('x'), projects: dir() }), other: linkTo('gone') },
    messages: [
      `{root}/t (target of "projects") is a file; expected a directory; ${refused}`,
      `{root}/h/env (link) is a file; expected a symlink to "{root}/e"; ${refused}`,
      `{root}/h/projects (link) is a directory; expected a symlink to "{root}/t"; ${refused}`,
      `{root}/other (home) is a symlink to "gone", which does not exist; expected a directory; ${refused}`,
    ],
    made: [],
  },
]

/** The homes and links of every row. */
export const ROW_DEPLOYMENT = {
  homes: ['h', 'other'],
  links: [
    { name: 'env', target: 'e' },
    { name: 'projects', target: 't' },
  ],
}

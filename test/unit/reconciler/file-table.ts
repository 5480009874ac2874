import { absent, dir, fifo, file, linkTo, type Tree } from '../../../fixtures/index.ts'
import type { Row } from './table.ts'

const env = linkTo('{root}/e')
const settings = linkTo('{root}/s.json')
const own = file('{"own":1}\n')
const right: Tree = {
  e: dir(),
  's.json': file('{"shared":1}\n'),
  h: dir({ env, 'settings.json': settings }),
  other: dir({ env, 'settings.json': settings }),
}
const with_ = (tree: Tree): Tree => ({ ...right, ...tree })
const inH = (entry: Tree[string]): Tree => with_({ h: dir({ env, 'settings.json': entry }) })
const refused = 'refused to correct it, since that could lose data'
const target = '{root}/s.json (target of "settings.json")'
const missing = `${target} is missing; expected a file; refused to create it, since its content is unknown`
const link = '{root}/h/settings.json (link)'

/** The reconciler's table for a link of kind `file`. No remedy makes up the content of a file: `byHand` marks those rows. */
export const FILE_ROWS: readonly (Row & { readonly byHand?: true })[] = [
  { state: 'all is right, and one target is a file', tree: right, messages: [], made: [] },
  {
    state: 'nothing is there but the file',
    tree: { 's.json': file('') },
    messages: [],
    made: [
      ...['target {root}/e', 'home {root}/h', 'link {root}/h/env', 'link {root}/h/settings.json'],
      ...['home {root}/other', 'link {root}/other/env', 'link {root}/other/settings.json'],
    ],
  },
  {
    state: 'nothing is there, and not the file either',
    tree: {},
    messages: [missing],
    made: [
      ...['target {root}/e', 'home {root}/h', 'link {root}/h/env', 'home {root}/other'],
      'link {root}/other/env',
    ],
    byHand: true,
  },
  {
    state: 'the file is missing, and the links to it are there',
    tree: with_({ 's.json': absent }),
    messages: [missing],
    made: [],
    byHand: true,
  },
  {
    state: 'the file is missing, and a home has one of its own',
    tree: { e: dir(), h: dir({ env, 'settings.json': own }), other: dir({ env }) },
    messages: [missing, `${link} is a file; expected a symlink to "{root}/s.json"; ${refused}`],
    made: [],
  },
  {
    state: 'the target is a symlink to a file',
    tree: with_({ 's.json': linkTo('real.json'), 'real.json': file('{}\n') }),
    messages: [],
    made: [],
  },
  ...(
    [
      ['a directory', dir({ a: file('a') }), 'a directory'],
      ['a FIFO', fifo(), 'a FIFO'],
      ['a symlink to a directory', linkTo('e'), 'a symlink to "e", which is a directory'],
      ['a dangling symlink', linkTo('gone'), 'a symlink to "gone", which does not exist'],
      ['a symlink to itself', linkTo('s.json'), 'a symlink to "s.json", which is a loop'],
    ] as const
  ).map(([what, entry, actual]) => ({
    state: `the target is ${what}, and one link to it is missing`,
    tree: with_({ 's.json': entry, other: dir({ env }) }),
    messages: [`${target} is ${actual}; expected a file; ${refused}`],
    made: [],
    byHand: true as const,
  })),
  {
    state: 'a home is absent',
    tree: with_({ h: absent }),
    messages: [],
    made: ['home {root}/h', 'link {root}/h/env', 'link {root}/h/settings.json'],
  },
  {
    state: 'the link leads to another file with the same bytes',
    tree: with_({
      h: dir({ env, 'settings.json': linkTo('{root}/old.json') }),
      'old.json': file('{"shared":1}\n'),
    }),
    messages: [
      `${link} is a symlink to "{root}/old.json", which is a file; expected a symlink to "{root}/s.json"; ${refused}`,
    ],
    made: [],
  },
  {
    state: 'the link leads to a directory',
    tree: with_({ h: dir({ env, 'settings.json': linkTo('{root}/old') }), old: dir({ a: file('a') }) }),
    messages: [
      `${link} is a symlink to "{root}/old", which is a directory; expected a symlink to "{root}/s.json"; ${refused}`,
    ],
    made: [],
    byHand: true,
  },
  {
    state: 'the link is relative',
    tree: inH(linkTo('../s.json')),
    messages: [
      `${link} is a symlink to "../s.json", which is a file; expected a symlink to "{root}/s.json"; ${refused}`,
    ],
    made: [],
  },
  {
    state: 'the link dangles',
    tree: inH(linkTo('{root}/gone')),
    messages: [
      `${link} is a symlink to "{root}/gone", which does not exist; expected a symlink to "{root}/s.json"; ${refused}`,
    ],
    made: [],
  },
  ...(
    [
      ['a file with the same bytes', file('{"shared":1}\n'), 'a file'],
      ['an empty directory', dir(), 'a directory'],
      ['a directory with data', dir({ a: file('x') }), 'a directory'],
      ['a FIFO', fifo(), 'a FIFO'],
    ] as const
  ).map(([what, entry, actual]) => ({
    state: `in a file link's place is ${what}`,
    tree: inH(entry),
    messages: [`${link} is ${actual}; expected a symlink to "{root}/s.json"; ${refused}`],
    made: [],
  })),
]

/** The homes and links of every such row. */
export const FILE_ROW_DEPLOYMENT = {
  homes: ['h', 'other'],
  links: [
    { name: 'env', target: 'e' },
    { name: 'settings.json', target: 's.json', kind: 'file' as const },
  ],
}

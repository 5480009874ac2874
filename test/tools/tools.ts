import type { LawId } from '../../src/laws/index.ts'

/** A package and its version, as its manager is asked for it. */
export type Install = { readonly apt: string } | { readonly npm: string }

/** A real tool, linking the homes of the default deployment as its documentation says, and what the gate has to say. */
export interface Tool {
  /** The tool and what is used of it. */
  readonly name: string
  /** Where its deployment and its `reproduce.sh` lie. */
  readonly folder: string
  /** Of the package, without Debian's revision. */
  readonly version: string
  readonly install: Install
  /** The deployment; `{modules}` is where the npm packages are. */
  readonly argv: readonly string[]
  readonly flags?: readonly string[]
  /** The laws that it is judged by: all of level safe, or those that are broken where that would take too long. */
  readonly laws: readonly LawId[]
  /** Those that it breaks. */
  readonly broken: { readonly [id in LawId]?: Shown }
  /** Whether `reproduce.sh` shows what it breaks without the gate. */
  readonly reproduces: boolean
}

/** The counterexample. */
export interface Shown {
  readonly summary: RegExp
  /** How many entries its world may have, parents counted. */
  readonly entries: number
}

/** An undisturbed run shows these, which takes a minute or two; the others take several times as long. */
const UNDISTURBED: readonly LawId[] = ['keeps-data', 'tells-the-truth', 'succeeds-when-clear', 'idempotent']
const SAFE: readonly LawId[] = [
  ...UNDISTURBED,
  'crash-safe',
  'fault-safe',
  'race-safe',
  'yields-to-others',
  'keeps-live-writes',
]

const LINK = '`\\.claude-compte[12]/(session-env|file-history|projects)`'
/** What stood in the place of a link was removed. */
const REMOVED = destroyed(
  '\\.claude-compte[12]/.+',
  `it was a file where a link belongs|${LINK} was a directory`,
)
const RETARGETED = new RegExp(
  `^\`.+\` \\([1-9]\\d* bytes\\) was orphaned: ${LINK}, which was a symlink to ".+", no longer leads to it$`,
)
const IN_THE_HOME = 'it was in the account home `\\.claude-compte[12]`'
/** Success was reported where a home has a directory, or something else, of its own. */
const NOT_LINKED = new RegExp(`^success was reported, but ${LINK} is .+, not a link to \`.+\``)

/** Ansible, for a playbook that takes the homes and the names as variables. */
const ANSIBLE = {
  version: '2.14.18',
  install: { apt: 'ansible-core=2.14.18-0+deb12u2' },
  // Each run of it takes seconds: one home, one link and a tenth of the worlds.
  argv: ['sh', 'link.sh', '-e', '{"homes": [".claude-compte1"], "names": ["projects"]}'],
  flags: [
    ...['--home', '.claude-compte1', '--link', 'projects=.claude-projects-shared'],
    ...['--sample', '1/10', '--timeout', '100'],
  ],
} as const

export const TOOLS: readonly Tool[] = [
  {
    name: 'ln -sfn',
    folder: 'ln-sfn',
    version: '9.1',
    install: { apt: 'coreutils=9.1-1' },
    argv: ['sh', 'link.sh'],
    laws: UNDISTURBED,
    broken: {
      'keeps-data': { summary: either(REMOVED, RETARGETED), entries: 4 },
      'tells-the-truth': { summary: NOT_LINKED, entries: 2 },
    },
    reproduces: true,
  },
  {
    name: 'ln -s --backup=simple',
    folder: 'ln-backup',
    version: '9.1',
    install: { apt: 'coreutils=9.1-1' },
    argv: ['sh', 'link.sh'],
    laws: UNDISTURBED,
    broken: {
      'keeps-data': { summary: destroyed('\\.claude-compte[12]/.+~', IN_THE_HOME), entries: 4 },
    },
    reproduces: true,
  },
  {
    name: 'mv -n, then ln -s',
    folder: 'mv-n',
    version: '9.1',
    install: { apt: 'coreutils=9.1-1' },
    argv: ['bash', 'link.sh'],
    laws: SAFE,
    broken: {},
    reproduces: false,
  },
  {
    name: 'rsync --remove-source-files, then ln -s',
    folder: 'rsync',
    version: '3.5.0+ds1',
    install: { apt: 'rsync=3.5.0+ds1-0+deb12u1' },
    argv: ['sh', 'link.sh'],
    laws: UNDISTURBED,
    broken: {
      'keeps-data': {
        summary: either(REMOVED, destroyed('\\.claude-.+-shared/.+', 'it was in the shared target `.+`')),
        entries: 5,
      },
    },
    reproduces: true,
  },
  {
    name: 'stow',
    folder: 'stow',
    version: '2.3.1',
    install: { apt: 'stow=2.3.1-1' },
    argv: ['sh', 'link.sh'],
    flags: linksIn('.stow/claude'),
    laws: UNDISTURBED,
    broken: {
      'tells-the-truth': { summary: NOT_LINKED, entries: 2 },
      // Its package holds an absolute link, which it refuses.
      'succeeds-when-clear': {
        summary: /^nothing was in the way, but the run failed with exit code 1$/,
        entries: 4,
      },
    },
    reproduces: true,
  },
  {
    name: 'stow --adopt',
    folder: 'stow-adopt',
    version: '2.3.1',
    install: { apt: 'stow=2.3.1-1' },
    argv: ['sh', 'link.sh'],
    flags: linksIn('.stow/claude'),
    laws: ['keeps-data', 'tells-the-truth'],
    broken: {
      'keeps-data': {
        summary: destroyed('\\.stow/claude/.+', 'it was in the shared target `.+`'),
        entries: 7,
      },
      'tells-the-truth': { summary: NOT_LINKED, entries: 2 },
    },
    reproduces: true,
  },
  {
    name: 'rcup',
    folder: 'rcm',
    version: '1.3.4',
    install: { apt: 'rcm=1.3.4-1' },
    argv: ['sh', 'link.sh'],
    laws: ['keeps-data', 'tells-the-truth'],
    broken: {
      'keeps-data': { summary: REMOVED, entries: 6 },
      // The root's name holds a space.
      'tells-the-truth': { summary: NOT_LINKED, entries: 2 },
    },
    reproduces: true,
  },
  {
    name: 'ansible.builtin.file, state: link',
    folder: 'ansible',
    ...ANSIBLE,
    laws: ['keeps-data'],
    broken: { 'keeps-data': { summary: RETARGETED, entries: 4 } },
    reproduces: true,
  },
  {
    name: 'ansible.builtin.stat and assert, then ln -sT',
    folder: 'ansible-careful',
    ...ANSIBLE,
    // Its modules take a `$HOME` in a path for the variable, so that it fails under a root of that name.
    laws: ['keeps-data', 'tells-the-truth', 'idempotent'],
    broken: {},
    reproduces: false,
  },
  {
    name: 'dotdrop install --force',
    folder: 'dotdrop',
    version: '1.12.9',
    install: { apt: 'dotdrop=1.12.9-1' },
    argv: ['sh', 'link.sh'],
    flags: linksIn('.dotdrop/dotfiles'),
    laws: ['keeps-data', 'tells-the-truth'],
    broken: {
      'keeps-data': { summary: either(REMOVED, RETARGETED), entries: 4 },
      'tells-the-truth': { summary: NOT_LINKED, entries: 2 },
    },
    reproduces: true,
  },
  {
    name: 'L+ of systemd-tmpfiles',
    folder: 'systemd-tmpfiles',
    version: '252.39',
    install: { apt: 'systemd-standalone-tmpfiles=252.39-1~deb12u2' },
    argv: ['sh', 'link.sh'],
    laws: UNDISTURBED,
    broken: {
      'keeps-data': { summary: either(REMOVED, RETARGETED), entries: 4 },
      'tells-the-truth': {
        summary: new RegExp(
          `^success was reported, but ${LINK} leads to \`.+\`, which is a file, not a directory`,
        ),
        entries: 1,
      },
    },
    reproduces: true,
  },
  {
    name: 'ensureSymlink of fs-extra',
    folder: 'fs-extra',
    version: '11.4.1',
    install: { npm: 'fs-extra@11.4.1' },
    argv: ['node', 'link.mjs', '{modules}'],
    laws: SAFE,
    broken: {},
    reproduces: false,
  },
  {
    name: 'move of fs-extra with overwrite, then ensureSymlink',
    folder: 'fs-extra-move',
    version: '11.4.1',
    install: { npm: 'fs-extra@11.4.1' },
    argv: ['node', 'link.mjs', '{modules}'],
    laws: UNDISTURBED,
    broken: {
      'keeps-data': {
        summary: destroyed('\\.claude-.+-shared/.+', 'it was in the shared target `.+`'),
        entries: 5,
      },
    },
    reproduces: true,
  },
  {
    name: 'symlink-dir',
    folder: 'symlink-dir',
    version: '9.0.0',
    install: { npm: 'symlink-dir@9.0.0' },
    argv: ['node', 'link.mjs', '{modules}'],
    laws: UNDISTURBED,
    broken: {
      'keeps-data': {
        summary: either(RETARGETED, destroyed('\\.claude-compte[12]/\\.ignored_.+', IN_THE_HOME)),
        entries: 4,
      },
    },
    reproduces: true,
  },
  {
    name: 'lnfs',
    folder: 'lnfs',
    version: '3.0.1',
    install: { npm: 'lnfs@3.0.1' },
    argv: ['node', 'link.mjs', '{modules}'],
    laws: UNDISTURBED,
    broken: { 'keeps-data': { summary: either(REMOVED, RETARGETED), entries: 4 } },
    reproduces: true,
  },
  {
    name: 'force-symlink',
    folder: 'force-symlink',
    version: '0.0.2',
    install: { npm: 'force-symlink@0.0.2' },
    argv: ['node', 'link.mjs', '{modules}'],
    laws: UNDISTURBED,
    broken: { 'keeps-data': { summary: RETARGETED, entries: 4 } },
    reproduces: true,
  },
  {
    name: 'ln -sf of shelljs',
    folder: 'shelljs',
    version: '0.10.0',
    install: { npm: 'shelljs@0.10.0' },
    argv: ['node', 'link.mjs', '{modules}'],
    laws: UNDISTURBED,
    broken: { 'keeps-data': { summary: either(REMOVED, RETARGETED), entries: 4 } },
    reproduces: true,
  },
]

function linksIn(directory: string): string[] {
  return ['session-env', 'file-history', 'projects'].flatMap(name => [
    '--link',
    `${name}=${directory}/${name}`,
  ])
}

function destroyed(path: string, why: string): RegExp {
  return new RegExp(`^\`${path}\` \\([1-9]\\d* bytes\\) was destroyed: (${why})$`)
}

function either(...summaries: readonly RegExp[]): RegExp {
  return new RegExp(summaries.map(({ source }) => `(?:${source})`).join('|'))
}

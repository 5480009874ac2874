import { Command } from 'commander'
import { expect, expectTypeOf, test } from 'vitest'
import { DEFAULT_DEPLOYMENT, type Deployment } from '../../../fixtures/index.ts'
import { validateConfig } from '../../../src/cli/config/config-schema.ts'
import { addGateFlags, givenOptions } from '../../../src/cli/gate/flags.ts'
import type { GateConfig } from '../../../src/config.ts'
import type { AllowedPaths, Waivers } from '../../../src/gate/options/waivers.ts'
import { COMMAND_USAGE, type GateOptions, readOptions } from '../../../src/gate/options.ts'
import type { Reporter } from '../../../src/gate/report/reporter.ts'
import { LAW_IDS, type LawId } from '../../../src/laws/index.ts'
import { allowing, waiving } from '../../judging/waivers.ts'

interface Given {
  /** The words after `--`. */
  readonly subject?: readonly string[] | null
  /** The words before it. */
  readonly flags?: readonly string[]
  readonly config?: GateConfig
}

/** Reads the options of `vitest-shared-links gate FLAGS -- SUBJECT` with a config that is valid. */
async function read({ subject = ['./link.sh'], flags = [], config = {} }: Given) {
  const verb = new Command('gate').exitOverride()
  addGateFlags(verb)
  verb.parse([...flags], { from: 'user' })
  const result = await validateConfig({ gate: config })
  if ('problems' in result) throw new Error(result.problems.join('\n'))
  return readOptions(subject, givenOptions(verb), result.config.gate ?? {})
}

const DEFAULTS: GateOptions = {
  command: ['./link.sh'],
  config: null,
  subjects: [],
  self: false,
  deployment: DEFAULT_DEPLOYMENT,
  level: 'safe',
  numRuns: 120,
  seed: 1,
  laws: [],
  waivers: new Map(),
  allow: new Map(),
  stub: [],
  given: null,
  setup: null,
  again: null,
  homesExist: false,
  env: {},
  stdin: null,
  equality: null,
  mount: null,
  sandbox: 'auto',
  network: false,
  requireAll: false,
  timeoutSeconds: 10,
  budgetSeconds: null,
  workers: null,
  bail: false,
  machines: [],
  sample: null,
  shard: null,
  merge: [],
  save: true,
  keep: false,
  stats: false,
  quiet: false,
  reporters: [],
  json: false,
}

test('without any option, a run has the defaults', async () => {
  expect(await read({})).toStrictEqual({ options: DEFAULTS })
})

test('the table gives each option its type', () => {
  expectTypeOf<Omit<GateOptions, never>>().toEqualTypeOf<{
    readonly command: readonly string[] | null
    readonly config: string | null
    readonly subjects: readonly string[]
    readonly self: boolean
    readonly deployment: Deployment
    readonly level: 'safe' | 'tidy' | 'complete'
    readonly numRuns: number | null
    readonly seed: number
    readonly laws: readonly LawId[]
    readonly waivers: Waivers
    readonly allow: AllowedPaths
    readonly stub: readonly string[]
    readonly given: string | null
    readonly setup: readonly string[] | null
    readonly again: readonly string[] | null
    readonly homesExist: boolean
    readonly env: Readonly<Record<string, string>>
    readonly stdin: string | null
    readonly equality: 'exact' | 'resolved' | null
    readonly mount: string | null
    readonly sandbox: 'auto' | 'bwrap' | 'unshare' | 'none'
    readonly network: boolean
    readonly requireAll: boolean
    readonly timeoutSeconds: number
    readonly budgetSeconds: number | null
    readonly workers: number | null
    readonly bail: boolean
    readonly machines: readonly string[]
    readonly sample: { readonly index: number; readonly count: number } | null
    readonly shard: { readonly index: number; readonly count: number } | null
    readonly merge: readonly string[]
    readonly save: boolean
    readonly keep: boolean
    readonly stats: boolean
    readonly quiet: boolean
    readonly reporters: readonly Reporter[]
    readonly json: boolean
  }>()
})

const FILE = { name: 's.json', target: 't.json', kind: 'file' } as const

const TAKEN: readonly (readonly [name: string, given: Given, options: Partial<GateOptions>])[] = [
  [
    'the built-in reconciler, at complete, with more random worlds',
    { subject: null, flags: ['--self'] },
    { command: null, self: true, level: 'complete', numRuns: 1100 },
  ],
  [
    'a level for the built-in reconciler',
    { subject: null, flags: ['--self', '--level', 'tidy'] },
    { command: null, self: true, level: 'tidy', numRuns: 1100 },
  ],
  [
    "the config's command, with the defaults of a command",
    { subject: null, config: { command: ['a', 'b'] } },
    { command: ['a', 'b'] },
  ],
  ["a command, which wins over the config's", { config: { command: ['a'] } }, {}],
  [
    'every flag',
    {
      flags: [
        ...['--home', 'a', '--home', './b//c/', '--link', 'l=t=', '--level', 'complete'],
        ...['--runs', '0', '--seed', '-1', '--law', 'private', '--law', 'keeps-data'],
        ...[
          '--waive',
          'idempotent=a=b',
          '--waive',
          'race-safe:moved=c:d',
          '--allow',
          'var/**',
          '--stub',
          'systemctl,apt-get',
          '--stub',
          'ufw',
          '--stub',
          'date=./a,b=c',
        ],
        ...[
          '--given',
          './tree',
          '--setup',
          ` tool add "a \\"b\\"" 'c  $d' e\\ f`,
          '--again',
          './tool {root}',
        ],
        ...['--homes-exist', '--env', 'A=b=c', '--env', 'D={root}/e', '--stdin', 'answers.txt'],
        ...['--equality', 'resolved', '--mount', '/home//ubuntu/', '--sandbox', 'none', '--network'],
        ...[
          '--require-all',
          '--timeout',
          '0.5',
          '--sample',
          '1/2',
          '--no-save',
          '--keep',
          '--stats',
          '--json',
        ],
      ],
    },
    {
      deployment: { homes: ['a', 'b/c'], links: [{ name: 'l', target: 't=' }] },
      level: 'complete',
      numRuns: 0,
      seed: -1,
      laws: ['private', 'keeps-data'],
      waivers: waiving({ idempotent: 'a=b', 'race-safe:moved': 'c:d' }),
      allow: allowing('var/**'),
      stub: ['systemctl', 'apt-get', 'ufw', 'date=./a,b=c'],
      given: './tree',
      setup: ['tool', 'add', 'a "b"', 'c  $d', 'e f'],
      again: ['./tool', '{root}'],
      homesExist: true,
      env: { A: 'b=c', D: '{root}/e' },
      stdin: 'answers.txt',
      equality: 'resolved',
      mount: '/home/ubuntu',
      sandbox: 'none',
      network: true,
      requireAll: true,
      timeoutSeconds: 0.5,
      sample: { index: 1, count: 2 },
      save: false,
      keep: true,
      stats: true,
      json: true,
    },
  ],
  [
    'homes alone: the links stay the default ones',
    { flags: ['--home', 'x'] },
    { deployment: { ...DEFAULT_DEPLOYMENT, homes: ['x'] } },
  ],
  [
    'the root itself as a home',
    { flags: ['--home', '.', '--home', 'work'] },
    { deployment: { ...DEFAULT_DEPLOYMENT, homes: ['.', 'work'] } },
  ],
  [
    'every key of the config',
    {
      config: {
        homes: ['./x/'],
        links: [{ name: 'l', target: 't' }],
        level: 'tidy',
        runs: 5,
        seed: 6,
        laws: ['private'],
        waive: { idempotent: 'why' },
        allow: ['a'],
        stub: ['b'],
        given: 'd',
        setup: ['e', 'f g'],
        again: ['h'],
        homesExist: true,
        env: { A: 'b' },
        stdin: 'c',
        equality: 'exact',
        mount: '/m/',
        sandbox: 'bwrap',
        network: true,
        requireAll: true,
        timeout: 7,
      },
    },
    {
      deployment: { homes: ['x'], links: [{ name: 'l', target: 't' }] },
      level: 'tidy',
      numRuns: 5,
      seed: 6,
      laws: ['private'],
      waivers: waiving({ idempotent: 'why' }),
      allow: allowing('a'),
      stub: ['b'],
      given: 'd',
      setup: ['e', 'f g'],
      again: ['h'],
      homesExist: true,
      env: { A: 'b' },
      stdin: 'c',
      equality: 'exact',
      mount: '/m',
      sandbox: 'bwrap',
      network: true,
      requireAll: true,
      timeoutSeconds: 7,
    },
  ],
  ['a budget in minutes', { flags: ['--budget', '5m'] }, { budgetSeconds: 300 }],
  ['a budget in a part of an hour', { config: { budget: '1.5h' } }, { budgetSeconds: 5400 }],
  ['a budget in seconds', { config: { budget: 0.5 } }, { budgetSeconds: 0.5 }],
  ['a budget without a unit', { flags: ['--budget', '90'] }, { budgetSeconds: 90 }],
  [
    'waivers with a last day, of laws and of paths',
    {
      config: {
        waive: { idempotent: { reason: 'why' }, 'keeps-data:moved': { reason: 'so', until: '2028-02-29' } },
        allow: { '*.log': 'its log', state: { reason: 'its state', until: '2027-01-31' } },
      },
    },
    {
      waivers: new Map([
        ['idempotent', { reason: 'why', until: null }],
        ['keeps-data:moved', { reason: 'so', until: '2028-02-29' }],
      ]),
      allow: new Map([
        ['*.log', { reason: 'its log', until: null }],
        ['state', { reason: 'its state', until: '2027-01-31' }],
      ]),
    },
  ],
  [
    "the config's links as a table",
    { config: { links: { l: './t', m: 'u' } } },
    {
      deployment: {
        ...DEFAULT_DEPLOYMENT,
        links: [
          { name: 'l', target: 't' },
          { name: 'm', target: 'u' },
        ],
      },
    },
  ],
  [
    'files alone, without the default links',
    { flags: ['--file-link', 's.json=t.json'] },
    { deployment: { ...DEFAULT_DEPLOYMENT, links: [FILE] } },
  ],
  [
    'files beside directories, which come first',
    { flags: ['--file-link', 's.json=t.json', '--link', 'l=t'] },
    { deployment: { ...DEFAULT_DEPLOYMENT, links: [{ name: 'l', target: 't' }, FILE] } },
  ],
  [
    "files in the config's list, also after directories",
    { config: { links: [FILE, { name: 'l', target: 't', kind: 'directory' }] } },
    { deployment: { ...DEFAULT_DEPLOYMENT, links: [{ name: 'l', target: 't' }, FILE] } },
  ],
  [
    'flags over the config, lists as a whole, and of a flag that is given once the last',
    {
      flags: [
        ...['--level', 'safe', '--runs', '4', '--runs', '0', '--waive', 'private=flag', '--stub', 'a'],
        ...['--timeout', '1'],
      ],
      config: { level: 'tidy', runs: 9, waive: { idempotent: 'config' }, stub: ['b', 'c'], timeout: 2 },
    },
    { numRuns: 0, waivers: waiving({ private: 'flag' }), stub: ['a'], timeoutSeconds: 1 },
  ],
]

test.each(TAKEN)('takes %s', async (_, given, options) => {
  expect(await read(given)).toStrictEqual({ options: { ...DEFAULTS, ...options } })
})

const LAWS = LAW_IDS.join(', ')

const REFUSED: readonly (readonly [flags: readonly string[], problem: string])[] = [
  [['--law', 'keep-data'], `--law: no law is called "keep-data". Did you mean "keeps-data"?`],
  [['--law', 'x\u001b'], `--law: no law is called "x\\x1b"; the laws are ${LAWS}`],
  [['--waive', 'bogus=why'], `--waive: no law is called "bogus"; the laws are ${LAWS}`],
  [['--waive', 'constructor=why'], `--waive: no law is called "constructor"; the laws are ${LAWS}`],
  [['--waive', '__proto__=why'], `--waive: no law is called "__proto__"; the laws are ${LAWS}`],
  [
    ['--waive', 'keeps-data:lost=why'],
    '--waive: no kind of loss is called "lost"; the kinds are destroyed, orphaned, moved',
  ],
  [
    ['--waive', 'keeps-data:orphaned:moved=why'],
    '--waive: no kind of loss is called "orphaned:moved"; the kinds are destroyed, orphaned, moved',
  ],
  [['--waive', 'bogus:moved=why'], `--waive: no law is called "bogus"; the laws are ${LAWS}`],
  [
    ['--waive', 'keeps-live-writes:orphaned=why'],
    '--waive: keeps-live-writes is never broken by orphaned data; its kinds are destroyed',
  ],
  [
    ['--waive', 'private:destroyed=why'],
    '--waive: private is not about lost data, so no kind of loss can be waived for it: waive private',
  ],
  [['--waive', 'private= '], '--waive: private: expected the reason why the law is waived, not " "'],
  [['--home', '/a'], '--home: expected a path in the world\'s root, not "/a" (it is absolute)'],
  [
    ['--home', 'a/../b'],
    '--home: expected a path in the world\'s root, not "a/../b" (a ".." may lead out of it)',
  ],
  [['--home', '~/a'], '--home: expected a path in the world\'s root, not "~/a" (only a shell expands "~")'],
  [['--home', ''], '--home: expected a path in the world\'s root, not "" (it names nothing)'],
  [['--home', './'], '--home: expected a path in the world\'s root, not "./" (it names nothing)'],
  [['--home', '.', '--home', '.'], 'home "." is given twice'],
  [
    ['--link', 'l={root}/t'],
    '--link: target: expected a path in the world\'s root, not "{root}/t" (it is relative to the root already: leave out "{root}")',
  ],
  [['--home', 'a', '--home', 'a/'], 'home "a" is given twice'],
  [
    ['--home', 'a', '--link', 'l=a/l/t'],
    'target "a/l/t" is or goes through the link "a/l", which would lead to itself',
  ],
  [['--allow', '/etc/*'], '--allow: expected a glob relative to the world\'s root, not "/etc/*"'],
  [['--allow', ''], '--allow: expected a glob relative to the world\'s root, not ""'],
  [['--stub', 'a,'], '--stub: expected the name of a program, or NAME=FILE, not ""'],
  [['--stub', 'bin/a'], '--stub: expected the name of a program, or NAME=FILE, not "bin/a"'],
  [['--env', 'A'], '--env: expected NAME=VALUE, not "A"'],
  [['--env', '1A=b'], '--env: 1A: no variable can be called "1A"'],
  [['--env', '=b'], '--env: : no variable can be called ""'],
  [['--env', 'HOME=/root'], '--env: HOME: the gate itself sets HOME'],
  ...['a | b', 'a $HOME', 'a "$b"', "a 'b", 'a *', '~/a', 'a #b', 'a > b'].map(
    line =>
      [
        ['--setup', line],
        `--setup: expected words and quotes, not ${JSON.stringify(line)}: no shell runs it, so write sh -c '...' for the rest`,
      ] as const,
  ),
  [['--again', ' '], '--again: expected at least one word, not an empty list'],
  [['--again', "''"], '--again: expected a program as the first word, not ""'],
  [['--given', ''], '--given: expected a path, not ""'],
  [['--stdin', ''], '--stdin: expected a path, not ""'],
  [['--stub', 'a,b=c'], '--stub: expected the name of a program, or NAME=FILE, not "a,b=c"'],
  [['--stub', 'a='], '--stub: expected the name of a program, or NAME=FILE, not "a="'],
  ...['0s', '5 m', '1d', '-1s', '25h', '', 's'].map(
    time =>
      [
        ['--budget', time],
        `--budget: expected a time above 0 s and up to 86400 s, such as 60s, 5m or 1.5h, not "${time}"`,
      ] as const,
  ),
  [['--mount', 'home'], '--mount: expected an absolute path without "..", not "home"'],
  [['--mount', '/a/..'], '--mount: expected an absolute path without "..", not "/a/.."'],
  ...['//', '/usr/share/a', '/home/'].map(
    path =>
      [
        ['--mount', path],
        `--mount: expected a directory such as /home/ubuntu, not "${path}" (a mount there would hide files that programs need)`,
      ] as const,
  ),
]

test.each(REFUSED)('refuses %j', async (flags, problem) => {
  expect(await read({ flags })).toStrictEqual({ problems: [problem] })
})

const SELF_AND_COMMAND =
  '--self judges the built-in reconciler: leave out the command, on the line and in the config'

test.each<[what: string, given: Given, problem: string]>([
  ['no word after "--"', { subject: [] }, `no command follows "--": ${COMMAND_USAGE}`],
  ['an empty word after "--"', { subject: ['', 'a'] }, `the command after "--" is empty: ${COMMAND_USAGE}`],
  ['--self with a command', { flags: ['--self'] }, SELF_AND_COMMAND],
  [
    '--self with an option of commands',
    { subject: null, flags: ['--self', '--given', 'a', '--setup', 'b'] },
    '--setup: --self judges the built-in reconciler, which is no command',
  ],
  ...[['--mount', '/home/ubuntu'], ['--sandbox', 'none'], ['--network'], ['--timeout', '5']].map(
    (flags): [string, Given, string] => [
      `--self with ${flags.join(' ')}`,
      { subject: null, flags: ['--self', ...flags] },
      `${flags[0]}: --self judges the built-in reconciler, which is no command`,
    ],
  ),
  [
    '--self with the command of a config',
    { subject: null, flags: ['--self'], config: { command: ['a'] } },
    SELF_AND_COMMAND,
  ],
])('refuses %s', async (_, given, problem) => {
  expect(await read(given)).toStrictEqual({ problems: [problem] })
})

test('refuses a config without homes', async () => {
  expect(await read({ config: { homes: [] } })).toStrictEqual({ problems: ['expected at least one home'] })
})

test('lists everything that is wrong, in the order of the options', async () => {
  const flags = ['--stub', '.', '--law', 'x', '--runs', 'y', '--home', 'a', '--home', 'a', '--timeout', '1h']
  expect(await read({ flags })).toStrictEqual({
    problems: [
      '--runs: expected a whole number from 0 to 100000, not "y"',
      `--law: no law is called "x"; the laws are ${LAWS}`,
      '--stub: expected the name of a program, or NAME=FILE, not "."',
      '--timeout: expected a number of seconds above 0 and up to 86400, not "1h"',
      'home "a" is given twice',
    ],
  })
})

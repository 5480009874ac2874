import { chownSync, mkdirSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { dir, file, usual, type World, world } from '../../../fixtures/index.ts'
import { LAW_IDS } from '../../../src/laws/index.ts'
import { type Ran, vsl, without } from './built-command.ts'

const OBJECT = `{ "homes": [".claude-compte1", "./.claude-compte2"], "sharedRoot": "{root}" }`

const KINDS: readonly (readonly [name: string, content: string])[] = [
  ['shared-links.config.json', `\ufeff${OBJECT}`],
  ['shared-links.config.js', `module.exports = ${OBJECT}`],
  ['shared-links.config.mjs', `export default ${OBJECT}`],
  ['shared-links.config.ts', `const it: object = ${OBJECT}\nexport default it`],
  ['shared-links.config.mts', `export default ${OBJECT} satisfies object`],
  ['package.json', `{ "name": "x", "type": "commonjs", "shared-links": ${OBJECT} }`],
]

test.concurrent.each(KINDS)(
  'reads %s, takes homes relative to it, and leaves no files behind',
  async (name, content) => {
    await using w = await configured({ [name]: content })
    const before = w.snapshot()
    expect(await check(w)).toEqual({
      code: 0,
      stdout:
        '<root>/.claude-compte1: no finding\n\n<root>/.claude-compte2: no finding\n\nRight: 2 homes, 6 links\n',
      stderr: '',
    })
    expect(w).toBeUntouchedSince(before)
  },
)

test.concurrent.each(KINDS)(
  'finds %s above the current directory, and takes homes relative to it',
  async (name, content) => {
    await using w = await configured({ [name]: content })
    mkdirSync(w.path('deploy', 'bin'), { recursive: true })
    writeFileSync(w.path('deploy', 'package.json'), '{ "type": "module" }')
    const { code, stderr } = await vsl(['check'], { cwd: w.path('deploy', 'bin') })
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  },
)

test('takes the nearest config, and names it by its path from the current directory', async () => {
  await using w = await configured({ 'shared-links.config.json': OBJECT })
  mkdirSync(w.path('deploy', 'bin'), { recursive: true })
  writeFileSync(w.path('deploy', 'shared-links.config.json'), '[]')
  expect(await vsl(['check'], { cwd: w.path('deploy', 'bin') })).toEqual({
    code: 2,
    stdout: '',
    stderr: 'error: ../shared-links.config.json: expected an object, not an empty list\n',
  })
})

test('the gate takes the command of a config relative to that config', async () => {
  await using w = await configured({
    'shared-links.config.json': '{ "gate": { "command": ["bash", "install.sh"] } }',
    'install.sh': 'echo this is install.sh; exit 1',
  })
  mkdirSync(w.path('deploy'))
  const { code, stderr } = await vsl(['gate', '--sandbox', 'none'], { cwd: w.path('deploy') })
  expect(code).toBe(2)
  expect(stderr).toContain('this is install.sh')
})

test('the gate takes the files of a config relative to that config', async () => {
  const gate = {
    command: ['bash', 'install.sh'],
    given: 'given',
    setup: ['sh', 'setup.sh'],
    stdin: 'answers.txt',
    stub: ['tool=stub.sh'],
  }
  await using w = await configured({
    'shared-links.config.json': JSON.stringify({ gate }),
    'install.sh': 'cat settings made; cat; tool; exit 1',
    'setup.sh': 'echo it was set up >made',
    'answers.txt': 'it was answered\n',
    'stub.sh': '#!/bin/sh\necho it was stubbed\n',
  })
  mkdirSync(w.path('given'))
  writeFileSync(w.path('given/settings'), 'it was given\n')
  mkdirSync(w.path('deploy'))
  const { code, stderr } = await vsl(['gate', '--sandbox', 'none'], { cwd: w.path('deploy') })
  expect(code).toBe(2)
  expect(stderr).toContain('  it was given\n  it was set up\n  it was answered\n  it was stubbed\n')
})

test.runIf(process.getuid?.() === 0)(
  'refuses a config of another user above the current directory',
  async () => {
    await using w = await configured({ 'shared-links.config.mjs': 'console.log("this code ran")' })
    mkdirSync(w.path('deploy'))
    chownSync(w.path('shared-links.config.mjs'), 65534, 65534)
    expect(await vsl(['check'], { cwd: w.path('deploy') })).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'error: ../shared-links.config.mjs belongs to another user, whose commands it may hold: run this in the directory of that file if you trust it\n',
    })
  },
)

describe('--config', () => {
  test('names the config to read in place of the nearest one, and homes are relative to it', async () => {
    await using w = await world({ ...usual.allRight(), 'shared-links.config.json': file('[]') })
    writeFileSync(w.path('hosts.json'), OBJECT.replaceAll('{root}', w.root))
    mkdirSync(w.path('deploy'))
    const { code, stdout } = await vsl(['check', '--config', '../hosts.json'], { cwd: w.path('deploy') })
    expect([code, stdout]).toEqual([0, expect.stringContaining('Right: 2 homes, 6 links\n')])
    writeFileSync(w.path('package.json'), `{ "shared-links": ${OBJECT.replaceAll('{root}', w.root)} }`)
    const manifest = await vsl(['ensure', '--dry-run', '--config', 'package.json'], { cwd: w.root })
    expect(manifest.code).toBe(0)
  })

  test('gives the gate the files beside it', async () => {
    await using w = await world({
      deploy: dir({
        'gate.json': file('{ "gate": { "command": ["./install.sh"], "given": "../given" } }'),
        'install.sh': { type: 'file', content: '#!/bin/sh\ncat settings; exit 1\n', mode: 0o755 },
      }),
      given: dir({ settings: file('it was given\n') }),
    })
    for (const [cwd, path] of [
      [w.root, 'deploy/gate.json'],
      [w.path('deploy'), 'gate.json'],
    ] as const) {
      const { code, stderr } = await vsl(['gate', '--sandbox', 'none', '--config', path], { cwd })
      expect([code, stderr]).toEqual([2, expect.stringContaining('  it was given\n')])
    }
  })

  test.each<[file: string, content: string, problem: string]>([
    ['gone.json', '{}', 'the config "gone.json" does not exist'],
    ['package.json', '{ "name": "x" }', 'the config "package.json" has no key "shared-links"'],
    ['hosts.json', '{ "homs": [] }', 'hosts.json: homs: there is no such key. Did you mean "homes"?'],
    ['.', '', '.: expected a file'],
  ])('refuses %s that holds %j', async (name, content, problem) => {
    await using w = await world(content === '' || name === 'gone.json' ? {} : { [name]: file(content) })
    for (const verb of ['check', 'gate'])
      expect(await vsl([verb, '--config', name], { cwd: w.root })).toEqual({
        code: 2,
        stdout: '',
        stderr: `error: ${problem}\n`,
      })
  })
})

test('a `~` at the beginning of a path of a config is the home of the user', async () => {
  await using w = await world({
    ...usual.allRight(),
    deploy: dir({
      'shared-links.config.json': file(
        JSON.stringify({
          homes: ['~/.claude-compte*'],
          links: { projects: '~/.claude-projects-shared' },
          gate: { command: ['cat', '~', 'settings'], given: '~/given', stub: ['cat=~/cat.sh'] },
        }),
      ),
    }),
    given: dir({ settings: file('it was given\n') }),
    'cat.sh': file('#!/bin/sh\necho "$1"; while read -r line; do echo "$line"; done <"$2"; exit 1\n'),
  })
  const run = { cwd: w.path('deploy'), env: { HOME: w.root } }
  expect(await vsl(['check'], run)).toMatchObject({ code: 0, stderr: '' })
  const { stderr } = await vsl(['gate', '--sandbox', 'none'], run)
  expect(stderr).toContain('  ~\n  it was given\n')
})

const LAWS = LAW_IDS.join(', ')

const GATE_KEYS =
  'command, homes, links, level, runs, seed, laws, waive, allow, machines, stub, given, setup, again, homesExist, env, stdin, equality, mount, sandbox, network, requireAll, timeout, budget, subjects'

const WRONG: readonly (readonly [files: Readonly<Record<string, string>>, message: string])[] = [
  [
    {
      'shared-links.config.json': JSON.stringify({
        homs: [],
        homes: ['a', 1],
        links: [{ name: 'a' }, { name: 'b', target: '/b', tagret: '' }],
        equality: 'same\u001b[31m',
        gate: {
          runz: 1,
          runs: 1.5,
          seed: 2 ** 31,
          level: 'all',
          timeout: 0,
          command: [],
          waive: ['private'],
          allow: ['a', '/etc'],
          network: 'yes',
        },
      }),
    },
    `14 things are wrong:
  shared-links.config.json: homes.1: expected a string, not 1
  shared-links.config.json: links.0.target: this key is required
  shared-links.config.json: links.1.tagret: there is no such key. Did you mean "target"?
  shared-links.config.json: equality: expected exact or resolved, not "same\\x1b[31m"
  shared-links.config.json: gate.command: expected at least one word, not an empty list
  shared-links.config.json: gate.level: expected safe, tidy or complete, not "all"
  shared-links.config.json: gate.runs: expected a whole number from 0 to 100000, not 1.5
  shared-links.config.json: gate.seed: expected a whole number from -2147483648 to 2147483647, not 2147483648
  shared-links.config.json: gate.waive: expected a table of law ids and reasons, not a list
  shared-links.config.json: gate.allow.1: expected a glob relative to the world's root, not "/etc"
  shared-links.config.json: gate.network: expected true or false, not "yes"
  shared-links.config.json: gate.timeout: expected a number of seconds above 0 and up to 86400, not 0
  shared-links.config.json: gate.runz: there is no such key. Did you mean "runs"?
  shared-links.config.json: homs: there is no such key. Did you mean "homes"?`,
  ],
  [
    { 'shared-links.config.json': '{ "links": { "constructor": "/a" } }' },
    'shared-links.config.json: links: expected a table of names and targets, or a list of { name, target }, which can hold any name, not an object',
  ],
  [{ 'shared-links.config.json': '[]' }, 'shared-links.config.json: expected an object, not an empty list'],
  [
    { 'package.json': '{ "shared-links": false }' },
    '"shared-links" in package.json: expected an object, not false',
  ],
  [{ 'package.json': 'null' }, 'package.json cannot be read: TypeError: it does not hold an object'],
  [
    { 'shared-links.config.mjs': 'throw new RangeError("no\\n\\u001bway")' },
    'shared-links.config.mjs cannot be read: RangeError: no\\n\\x1bway',
  ],
  [{ 'shared-links.config.ts': 'throw null' }, 'shared-links.config.ts cannot be read: null'],
  [
    { 'shared-links.config.mjs': 'export const homes = []' },
    'shared-links.config.mjs holds no config: export an object as the default',
  ],
  [
    { 'shared-links.config.ts': '' },
    'shared-links.config.ts holds no config: export an object as the default',
  ],
  [
    { 'shared-links.config.json': '{}', 'shared-links.config.ts': 'export default {}' },
    'there is more than one config: shared-links.config.ts and shared-links.config.json; keep one of them',
  ],
  [
    { 'shared-links.config.json': '{ "links": {}, "sharedRoot": "/s", "homes": ["a"] }' },
    'links are given in two ways: use either --link NAME=TARGET ("links") or --shared-root DIR ("sharedRoot")',
  ],
  ...['process.exit(0)', 'await new Promise(() => {})'].map(
    code =>
      [
        { 'shared-links.config.mjs': code },
        'ended without an answer; does the config end the process, or wait forever?',
      ] as const,
  ),
  [
    { 'shared-links.config.mjs': 'export default { get homes() { throw new Error("a\\nb") } }' },
    'unexpected failure: Error: a\\nb (DEBUG=1 shows the stack)',
  ],
]

test.concurrent.each(WRONG)('refuses %j', async (files, message) => {
  await using w = await configured(files)
  expect(await check(w)).toEqual({ code: 2, stdout: '', stderr: `error: ${message}\n` })
})

const WRONG_GATE: readonly (readonly [gate: object, message: string])[] = [
  [{ laws: ['x\u001b'] }, `gate.laws.0: no law is called "x\\x1b"; the laws are ${LAWS}`],
  [{ laws: [1] }, 'gate.laws.0: expected the id of a law, not 1'],
  [{ waive: { bogus: 'why' } }, `gate.waive: no law is called "bogus"; the laws are ${LAWS}`],
  [{ waive: { private: ' ' } }, 'gate.waive.private: expected the reason why the law is waived, not " "'],
  [{ waive: { private: 1 } }, 'gate.waive.private: expected the reason why the law is waived, not 1'],
  [
    { waive: { private: { reason: 'why', untill: '2027-01-31' } } },
    'gate.waive.private.untill: there is no such key. Did you mean "until"?',
  ],
  [
    { waive: { private: { reason: 'why', until: '2027-02-29' } } },
    'gate.waive.private.until: expected a date such as 2027-01-31, not "2027-02-29"',
  ],
  [{ waive: { private: { until: '2027-01-31' } } }, 'gate.waive.private.reason: this key is required'],
  [
    { allow: { '/etc/*': 'why' } },
    'gate.allow./etc/*: expected a glob relative to the world\'s root, not "/etc/*"',
  ],
  [{ allow: { a: '' } }, 'gate.allow.a: expected the reason why the path is allowed, not ""'],
  [{ allow: 'a' }, 'gate.allow: expected a list of globs, or a table of globs and reasons, not "a"'],
  [{ stub: ['bin/a'] }, 'gate.stub.0: expected the name of a program, or NAME=FILE, not "bin/a"'],
  [{ command: [''] }, 'gate.command: expected a program as the first word, not ""'],
  [{ stub: 'a,b' }, 'gate.stub: expected a list, not "a,b"'],
  [{ links: { l: '/t' } }, 'gate.links.l: expected a path in the world\'s root, not "/t" (it is absolute)'],
  [
    { links: [{ name: 'l', target: '..' }] },
    'gate.links.0.target: expected a path in the world\'s root, not ".." (a ".." may lead out of it)',
  ],
  [{ sample: '1/2' }, `gate.sample: there is no such key; the keys are ${GATE_KEYS}`],
]

test.concurrent.each(WRONG_GATE)('refuses %j for the gate', async (gate, message) => {
  await using w = await configured({ 'shared-links.config.json': JSON.stringify({ gate }) })
  const expected = { code: 2, stdout: '', stderr: `error: shared-links.config.json: ${message}\n` }
  expect(await vsl(['gate'], { cwd: w.root })).toEqual(expected)
  expect(await check(w)).toEqual(expected)
})

test('lists the problems of the flags and of the config at once', async () => {
  await using w = await configured({ 'shared-links.config.json': '{ "homs": [], "gate": { "runs": -1 } }' })
  expect(await vsl(['gate', '--seed', 'x'], { cwd: w.root })).toEqual({
    code: 2,
    stdout: '',
    stderr: `error: 3 things are wrong:
  --seed: expected a whole number from -2147483648 to 2147483647, not "x"
  shared-links.config.json: gate.runs: expected a whole number from 0 to 100000, not -1
  shared-links.config.json: homs: there is no such key. Did you mean "homes"?
`,
  })
})

// Each version of Node, and TypeScript's parser, words these in its own way.
test.concurrent.each([
  ['shared-links.config.json', '{ "homes": [], }', 'SyntaxError: '],
  ['package.json', '{', 'SyntaxError: '],
  ['shared-links.config.js', 'export default {', 'SyntaxError: '],
  ['shared-links.config.ts', 'export default const', '(?:Error: Parse|Syntax)Error: '],
])('refuses %s that holds %j with one line', async (name, content, start) => {
  await using w = await configured({ [name]: content })
  const { code, stdout, stderr } = await check(w)
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toMatch(/^error: [^\n]+\n$/u)
  expect(stderr).toMatch(new RegExp(`^error: ${name} cannot be read: ${start}`, 'u'))
})

test('refuses a config that is a link to nothing', async () => {
  await using w = await world({ 'shared-links.config.json': { type: 'link', text: 'nowhere' } })
  expect((await check(w)).stderr).toBe(
    "error: shared-links.config.json cannot be read: Error: ENOENT: no such file or directory, open '<root>/shared-links.config.json'\n",
  )
})

test('refuses a config that is a FIFO, and does not wait for it', async () => {
  await using w = await world({ 'shared-links.config.json': { type: 'fifo' } })
  expect(await check(w)).toEqual({
    code: 2,
    stdout: '',
    stderr: 'error: shared-links.config.json: expected a file\n',
  })
})

const SAYS = { homes: ['c'], sharedRoot: '/from-config' }

const PRECEDENCE: readonly (readonly [
  args: string,
  env: Record<string, string>,
  home: string,
  target: string,
])[] = [
  ['', {}, '<root>/c', '/from-config/.claude-projects-shared'],
  ['--home f', {}, '<root>/f', '/from-config/.claude-projects-shared'],
  ['', { VITEST_SHARED_LINKS_SHARED_ROOT: '/from-env' }, '<root>/c', '/from-env/.claude-projects-shared'],
  ['', { VITEST_SHARED_LINKS_SHARED_ROOT: '' }, '<root>/c', '/from-config/.claude-projects-shared'],
  [
    '--shared-root /from-flag',
    { VITEST_SHARED_LINKS_SHARED_ROOT: '/from-env' },
    '<root>/c',
    '/from-flag/.claude-projects-shared',
  ],
  ['--link projects=/flag', { VITEST_SHARED_LINKS_SHARED_ROOT: '/from-env' }, '<root>/c', '/flag'],
  ['--link projects=/flag', {}, '<root>/c', '/flag'],
]

test.concurrent.each(PRECEDENCE)(
  'a flag wins over the environment, and the environment over the config: %j %j',
  async (args, env, home, target) => {
    await using w = await configured({ 'shared-links.config.json': JSON.stringify(SAYS) })
    const words = args === '' ? [] : args.split(' ')
    const { stdout } = without(w.root, await vsl(['check', '--json', ...words], { cwd: w.root, env }))
    const found: unknown = JSON.parse(stdout)
    expect(found).toMatchObject({
      findings: expect.arrayContaining([
        expect.objectContaining({ code: 'link-missing', home, expected: `a symlink to "${target}"` }),
      ]),
    })
  },
)

/** Builds a world in which every link is right, with these files added. */
async function configured(files: Readonly<Record<string, string>>): Promise<World> {
  const w = await world(usual.allRight())
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(w.path(name), content.replaceAll('{root}', w.root))
  }
  return w
}

async function check(w: World): Promise<Ran> {
  return without(w.root, await vsl(['check'], { cwd: w.root }))
}

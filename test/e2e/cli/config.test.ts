import { writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { usual, type World, world } from '../../../fixtures/index.ts'
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
  'reads %s, with homes relative to it, and leaves nothing behind',
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

const GATE_KEYS =
  'command, homes, links, level, runs, seed, laws, waive, allow, stub, equality, mount, sandbox, network, requireAll, timeout'

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
        },
      }),
    },
    `shared-links.config.json is wrong:
  homes.1: Invalid type: Expected string but received 1
  links.0.target: Invalid key: Expected "target" but received undefined
  links.1.tagret: there is no such key; there are name, target
  equality: Invalid type: Expected ("exact" | "resolved") but received "same\\x1b[31m"
  gate.command: expected at least one word
  gate.level: Invalid type: Expected ("safe" | "tidy" | "complete") but received "all"
  gate.runs: expected a whole number from 0 to 100000
  gate.seed: expected a whole number from -2147483648 to 2147483647
  gate.waive: expected a table of law ids and reasons
  gate.timeout: expected a number of seconds above 0
  gate.runz: there is no such key; there are ${GATE_KEYS}
  homs: there is no such key; there are homes, links, sharedRoot, equality, gate`,
  ],
  [
    { 'shared-links.config.json': '{ "links": { "constructor": "/a" } }' },
    'shared-links.config.json is wrong:\n  links: expected a table of names and targets, or a list of { name, target } (which any name can be in)',
  ],
  [{ 'shared-links.config.json': '[]' }, 'shared-links.config.json is wrong:\n  expected an object'],
  [
    { 'package.json': '{ "shared-links": false }' },
    '"shared-links" in package.json is wrong:\n  expected an object',
  ],
  [{ 'package.json': 'null' }, 'package.json cannot be read: TypeError: it holds no object'],
  [
    { 'shared-links.config.mjs': 'throw new RangeError("no\\n\\u001bway")' },
    'shared-links.config.mjs cannot be read: RangeError: no\\n\\x1bway',
  ],
  [{ 'shared-links.config.ts': 'throw null' }, 'shared-links.config.ts cannot be read: null'],
  [
    { 'shared-links.config.mjs': 'export const homes = []' },
    'shared-links.config.mjs holds no config: export one object by default',
  ],
  [{ 'shared-links.config.ts': '' }, 'shared-links.config.ts holds no config: export one object by default'],
  [
    { 'shared-links.config.json': '{}', 'shared-links.config.ts': 'export default {}' },
    'there is more than one config: shared-links.config.ts and shared-links.config.json; keep one of them',
  ],
  [
    { 'shared-links.config.json': '{ "links": {}, "sharedRoot": "/s", "homes": ["a"] }' },
    'links are given in two ways: say either --link NAME=TARGET ("links") or --shared-root DIR ("sharedRoot")',
  ],
  ...['process.exit(0)', 'await new Promise(() => {})'].map(
    code =>
      [
        { 'shared-links.config.mjs': code },
        'ended before there was an answer; does the config end the process, or wait?',
      ] as const,
  ),
  [
    { 'shared-links.config.mjs': 'export default { get homes() { throw new Error("a\\nb") } }' },
    'an unexpected failure: Error: a\\nb (DEBUG=1 shows where)',
  ],
]

test.concurrent.each(WRONG)('refuses %j', async (files, message) => {
  await using w = await configured(files)
  expect(await check(w)).toEqual({ code: 2, stdout: '', stderr: `error: ${message}\n` })
})

// Each version of Node, and TypeScript's parser, words these in its own way.
test.concurrent.each([
  ['shared-links.config.json', '{ "homes": [], }', 'SyntaxError: '],
  ['package.json', '{', 'SyntaxError: '],
  ['shared-links.config.js', 'export default {', 'SyntaxError: '],
  ['shared-links.config.ts', 'export default const', 'Error: ParseError: '],
])('refuses %s that holds %j with one line', async (name, content, start) => {
  await using w = await configured({ [name]: content })
  const { code, stdout, stderr } = await check(w)
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toMatch(/^error: [^\n]+\n$/u)
  expect(stderr).toContain(`error: ${name} cannot be read: ${start}`)
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
  'a flag wins over the environment, and that over the config: %j %j',
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

/** Every link right, and some files beside. */
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

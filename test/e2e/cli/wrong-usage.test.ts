import { expect, test } from 'vitest'
import { type World, world } from '../../../fixtures/index.ts'
import { type Ran, vsl, without } from './built-command.ts'

const NO_HOME = 'no home is given: use --home DIR for each home, or "homes" in the config'
const NO_LINK =
  'no link is given: use --shared-root DIR for the three default links, or --link NAME=TARGET or --file-link NAME=TARGET for each link, or "sharedRoot" or "links" in the config'
const BOTH =
  'links are given in two ways: use either --link NAME=TARGET ("links") or --shared-root DIR ("sharedRoot")'
const REQUEST = 'The request cannot be met, and nothing was done:'

const CASES: readonly (readonly [args: string, message: string])[] = [
  [
    '',
    'no verb is given: check, ensure, gate, atlas, replay, init or explain; see vitest-shared-links --help',
  ],
  ['chek', "unknown command 'chek'. Did you mean check?"],
  ['explain keep-data', 'no law and no finding is called "keep-data". Did you mean "keeps-data"?'],
  [
    'explain blocked-lnk xyz',
    `2 things are wrong:
  no law and no finding is called "blocked-lnk". Did you mean "blocked-link"?
  no law and no finding is called "xyz". See vitest-shared-links explain.`,
  ],
  ['--hlep', "unknown option '--hlep'. Did you mean --help?"],
  ['check', `2 things are wrong:\n  ${NO_HOME}\n  ${NO_LINK}`],
  ['ensure --home a', NO_LINK],
  ['ensure --shared-root /s', NO_HOME],
  ['check --home a --shared-root /s --link b=/c', BOTH],
  ['check --hom a', "unknown option '--hom'. Did you mean --home?"],
  ['check --level safe', "unknown option '--level'"],
  ['check --dry-run', "unknown option '--dry-run'"],
  [
    'check \u001b[31m',
    "too many arguments for 'check'. Expected 0 arguments but got 1. Give a home as --home DIR.",
  ],
  ['check --x\u001b[31m', "unknown option '--x\\x1b[31m'"],
  ['check --home', "option '--home <DIR>' argument missing"],
  [
    'check --link projects',
    "option '--link <NAME=TARGET>' argument 'projects' is invalid. Expected NAME=TARGET.",
  ],
  [
    'check --equality same',
    "option '--equality <HOW>' argument 'same' is invalid. Allowed choices are exact, resolved.",
  ],
  ['check --home /a --shared-root s', `${REQUEST}\n  shared root: expected an absolute path, not "s"`],
  [
    'ensure --home ~/a --home= --link ..=b',
    `${REQUEST}
  home "~/a": expected an absolute path (only a shell expands "~")
  a home is the empty string
  link "..": a name is one path component: not empty, "." or "..", and without "/", NUL or a lone surrogate
  link "..": expected an absolute path as its target, not "b"`,
  ],
  ['check --home a --home ./a/ --shared-root /s', `${REQUEST}\n  home "<root>/a" is given twice`],
  ['gate ./link.sh --fast', 'the command goes after "--": vitest-shared-links gate -- ./link.sh --fast'],
  ['gate --', 'no command follows "--": end the line with -- ./link-homes.sh'],
  ['gate --lvl safe', "unknown option '--lvl'. Did you mean --level?"],
  ['gate --level all', '--level: expected safe, tidy or complete, not "all"'],
  ['gate --sandbox docker', '--sandbox: expected auto, bwrap, unshare or none, not "docker"'],
  ...(
    [
      ['1e3', '"1e3"'],
      ['-1', '-1'],
      ['1.5', '"1.5"'],
      ['', '""'],
      ['0x10', '"0x10"'],
      ['99999999', '99999999'],
    ] as const
  ).map(
    ([runs, shown]) =>
      [`gate --runs=${runs}`, `--runs: expected a whole number from 0 to 100000, not ${shown}`] as const,
  ),
  [
    'gate --seed 2147483648',
    '--seed: expected a whole number from -2147483648 to 2147483647, not 2147483648',
  ],
  ...(
    [
      ['0', '0'],
      ['-1', '"-1"'],
      ['10s', '"10s"'],
      ['86401', '86401'],
    ] as const
  ).map(
    ([timeout, shown]) =>
      [
        `gate --timeout=${timeout}`,
        `--timeout: expected a number of seconds above 0 and up to 86400, not ${shown}`,
      ] as const,
  ),
  ...['0/2', '3/2', '1', 'a/b'].map(
    sample =>
      [
        `gate --sample=${sample}`,
        `--sample: expected I/N with I from 1 to N, such as 1/4, not "${sample}"`,
      ] as const,
  ),
  ['gate --waive private', '--waive: expected ID=REASON, not "private"'],
  ['gate --waive private=', '--waive: private: expected the reason why the law is waived, not ""'],
  ['gate --link projects', '--link: expected NAME=REL, not "projects"'],
  [
    'gate --waive private --level all --runs x --waive heals-the-rest',
    `4 things are wrong:
  --level: expected safe, tidy or complete, not "all"
  --runs: expected a whole number from 0 to 100000, not "x"
  --waive: expected ID=REASON, not "private"
  --waive: expected ID=REASON, not "heals-the-rest"`,
  ],
]

test.concurrent.each(CASES)('%j exits 2, and its message says what to do', async (line, message) => {
  await using w = await world()
  const args = line === '' ? [] : line.split(' ')
  expect(await wrong(w, args)).toEqual({ code: 2, stdout: '', stderr: `error: ${message}\n` })
})

test.each([
  ['check', '--json'],
  ['gate', '--json', '--law', 'bogus'],
  ['ensure', '--bogus', '--json'],
])('prints the message as JSON with --json: %s %s %s', async (...args) => {
  await using w = await world()
  const { code, stdout, stderr } = await wrong(w, args)
  const error = /^error: (.*)\n$/su.exec(stderr)?.[1]
  expect({ code, said: JSON.parse(stdout) }).toStrictEqual({
    code: 2,
    said: { version: 1, ok: false, error },
  })
})

test('the words after "--" belong to the command', async () => {
  await using w = await world()
  const { code, stdout, stderr } = await wrong(w, [
    'gate',
    '--level',
    'all',
    '--',
    'true',
    '--json',
    '--help',
  ])
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toBe('error: --level: expected safe, tidy or complete, not "all"\n')
})

test('a message names the environment variable that is wrong', async () => {
  await using w = await world()
  const env = { VITEST_SHARED_LINKS_TIMEOUT: 'soon', VITEST_SHARED_LINKS_LEVEL: 'all' }
  expect(await vsl(['gate', '--level', 'safe'], { cwd: w.root, env })).toEqual({
    code: 2,
    stdout: '',
    stderr:
      'error: VITEST_SHARED_LINKS_TIMEOUT: expected a number of seconds above 0 and up to 86400, not "soon"\n',
  })
})

async function wrong(w: World, args: readonly string[]): Promise<Ran> {
  return without(w.root, await vsl(args, { cwd: w.root }))
}

test('says on Windows where to run it', async () => {
  await using w = await world()
  const windows = 'data:text/javascript,Object.defineProperty(process, "platform", { value: "win32" })'
  expect(
    await vsl(['check'], { cwd: w.root, env: { NODE_OPTIONS: `--import=${encodeURI(windows)}` } }),
  ).toEqual({
    code: 2,
    stdout: '',
    stderr:
      'error: vitest-shared-links works on Linux and macOS, not on Windows: run it in WSL (https://learn.microsoft.com/windows/wsl)\n',
  })
})

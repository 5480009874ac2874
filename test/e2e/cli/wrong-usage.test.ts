import { expect, test } from 'vitest'
import { type World, world } from '../../../fixtures/index.ts'
import { type Ran, vsl, without } from './built-command.ts'

const NO_HOME = 'no home is given: say --home DIR, once for each, or "homes" in the config'
const NO_LINK =
  'no link is given: say --shared-root DIR for the three default links, or --link NAME=TARGET for each, or "sharedRoot" or "links" in the config'
const BOTH =
  'links are given in two ways: say either --link NAME=TARGET ("links") or --shared-root DIR ("sharedRoot")'
const REQUEST = 'The request cannot be met, and nothing was done:'

const CASES: readonly (readonly [args: string, message: string])[] = [
  ['', 'say what to do: check, ensure or gate; vitest-shared-links --help tells more'],
  ['chek', "unknown command 'chek'. Did you mean check?"],
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
    "too many arguments for 'check'. Expected 0 arguments but got 1. A home is given as --home DIR.",
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
  home "~/a": expected an absolute path (a "~" is only known to a shell)
  a home is the empty string
  link "..": a name is one part of a path: not empty, ".", "..", and without "/", NUL or a lone surrogate
  link "..": expected an absolute path as its target, not "b"`,
  ],
  ['check --home a --home ./a/ --shared-root /s', `${REQUEST}\n  home "<root>/a" is given twice`],
  ['gate ./link.sh --fast', 'the command goes after "--": vitest-shared-links gate -- ./link.sh --fast'],
  ['gate --', 'no command follows "--": vitest-shared-links gate -- ./link-homes.sh'],
  ['gate --lvl safe', "unknown option '--lvl'. Did you mean --level?"],
  [
    'gate --level all',
    "option '--level <LEVEL>' argument 'all' is invalid. Allowed choices are safe, tidy, complete.",
  ],
  [
    'gate --sandbox docker',
    "option '--sandbox <KIND>' argument 'docker' is invalid. Allowed choices are auto, bwrap, unshare, none.",
  ],
  ...['1e3', '-1', '1.5', '', '0x10', '99999999'].map(
    runs =>
      [
        `gate --runs=${runs}`,
        `option '--runs <N>' argument '${runs}' is invalid. Expected a whole number from 0 to 100000.`,
      ] as const,
  ),
  [
    'gate --seed 2147483648',
    "option '--seed <S>' argument '2147483648' is invalid. Expected a whole number from -2147483648 to 2147483647.",
  ],
  ...['0', '-1', '10s', '86401'].map(
    timeout =>
      [
        `gate --timeout=${timeout}`,
        `option '--timeout <SECONDS>' argument '${timeout}' is invalid. Expected a number of seconds above 0 and up to 86400.`,
      ] as const,
  ),
  ...['0/2', '3/2', '1', 'a/b'].map(
    shard =>
      [
        `gate --shard=${shard}`,
        `option '--shard <I/N>' argument '${shard}' is invalid. Expected I/N with I from 1 to N, such as 1/4.`,
      ] as const,
  ),
  ['gate --waive private', "option '--waive <ID=REASON>' argument 'private' is invalid. Expected ID=REASON."],
  ['gate --waive private=', 'a waiver needs a reason: say --waive private=REASON'],
]

test.concurrent.each(CASES)('%j ends with 2 and says what to do', async (line, message) => {
  await using w = await world()
  const args = line === '' ? [] : line.split(' ')
  expect(await wrong(w, args)).toEqual({ code: 2, stdout: '', stderr: `error: ${message}\n` })
})

test.each([
  ['check', '--json'],
  ['gate', '--json', '--law', 'bogus'],
  ['ensure', '--bogus', '--json'],
])('says the same as JSON with --json: %s %s %s', async (...args) => {
  await using w = await world()
  const { code, stdout, stderr } = await wrong(w, args)
  const error = /^error: (.*)\n$/su.exec(stderr)?.[1]
  expect({ code, said: JSON.parse(stdout) }).toStrictEqual({
    code: 2,
    said: { version: 1, ok: false, error },
  })
})

test('what follows "--" belongs to the command', async () => {
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
  expect(stderr).toContain("argument 'all' is invalid")
})

async function wrong(w: World, args: readonly string[]): Promise<Ran> {
  return without(w.root, await vsl(args, { cwd: w.root }))
}

import { Command, Option } from 'commander'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { DEFAULT_DEPLOYMENT, DEFAULT_LINKS } from '../../../../fixtures/deployment.ts'
import { addGateFlags, givenOptions } from '../../../../src/cli/gate/flags.ts'
import { flagForm, flagName, flagsFor } from '../../../../src/gate/options/flags.ts'
import { helpOf } from '../../../../src/gate/options/help.ts'
import { defaultOf } from '../../../../src/gate/options/option.ts'
import { OPTIONS, ROWS } from '../../../../src/gate/options/table.ts'
import { type GateOptions, readOptions, valuesOf } from '../../../../src/gate/options.ts'
import { wordsForWorld } from '../../../../src/gate/report/replay.ts'
import { defaultOptions } from '../../../judging/gate.ts'
import { allowing, waiving } from '../../../judging/waivers.ts'

describe.each(ROWS)('the option %s', (_, row) => {
  const { key, flag, variable, kind, help } = row

  test('can be set by a flag or a config', () => {
    expect(flag !== null || key !== null).toBe(true)
  })

  test('has a variable, if it has one, that is named after its flag', () => {
    const name = new Option(flag ?? '--command').name().toUpperCase().replaceAll('-', '_')
    expect([undefined, `VITEST_SHARED_LINKS_${name}`]).toContain(variable)
  })

  test('has help in whole sentences', () => {
    expect(help).toMatch(/^[A-Z][^\n]*\.$/u)
  })

  test.each([null, ['./link.sh']])('accepts its own default as a flag, with the command %j', command => {
    const value = defaultOf(row.default, command)
    const texts = kind.write(value)
    if (texts.length === 0) return
    const read = kind.read(texts)
    expect('value' in read && v.safeParse(kind.schema, read.value)).toMatchObject({
      success: true,
      output: value,
    })
  })
})

test('a flag has a name, and a form if it takes a text', () => {
  expect([flagName('--waive <ID=REASON>'), flagForm('--waive <ID=REASON>')]).toEqual(['--waive', 'ID=REASON'])
  expect([flagName('--network'), flagForm('--network')]).toEqual(['--network', null])
})

test.each([
  [
    OPTIONS.level,
    'The level up to which a broken law fails the run. One of: safe, tidy, complete. Default: safe for a command, complete with --self.',
  ],
  [
    OPTIONS.homes,
    "Account homes, as paths in the world's root. A dot is the root itself. May be repeated. Default: .claude-compte1, .claude-compte2.",
  ],
  [OPTIONS.mount, 'The absolute path at which the command sees the world.'],
  [
    OPTIONS.timeoutSeconds,
    'The time limit for one run of the command, in seconds. Its sleeps take none. Default: 10.',
  ],
])('the help of an option shows its choices and its default', (row, help) => {
  expect(helpOf(row)).toBe(help)
})

const CHANGED: Partial<GateOptions> = {
  deployment: { homes: ["it's a home", '-rf', '.'], links: [{ name: 'a', target: 'b=c' }] },
  level: 'tidy',
  numRuns: 7,
  seed: -3,
  laws: ['private', 'keeps-data'],
  waivers: waiving({ 'keeps-data:orphaned': 'on purpose' }),
  allow: allowing('*.log', '-x'),
  stub: ['systemctl', 'apt-get', 'date=a,b'],
  given: 'a tree',
  setup: ['tool', "it's", '', '$a'],
  again: ['./again', '{homes}'],
  homesExist: true,
  env: { A: 'b=c' },
  stdin: '-answers',
  equality: 'resolved',
  mount: '/home/ubuntu',
  sandbox: 'none',
  network: true,
  timeoutSeconds: 0.5,
  machines: ['hosts/*.json', '-x'],
  sample: { index: 2, count: 3 },
}

const FILE = { name: 'settings.json', target: 'shared.json', kind: 'file' } as const
const DEFAULT_LINK_FLAGS = DEFAULT_LINKS.flatMap(({ name, target }) => ['--link', `${name}=${target}`])

test.each([
  ['the defaults', {}, ['--seed', '1']],
  [
    'a file alone',
    { deployment: { ...DEFAULT_DEPLOYMENT, links: [FILE] } },
    ['--file-link', 'settings.json=shared.json', '--seed', '1'],
  ],
  [
    'a file beside the default links',
    { deployment: { ...DEFAULT_DEPLOYMENT, links: [...DEFAULT_LINKS, FILE] } },
    [...DEFAULT_LINK_FLAGS, '--file-link', 'settings.json=shared.json', '--seed', '1'],
  ],
  [
    'every option that changes what a run does',
    CHANGED,
    [
      ...[
        '--home',
        "it's a home",
        '--home',
        '-rf',
        '--home',
        '.',
        '--link',
        'a=b=c',
        '--level',
        'tidy',
        '--runs',
        '7',
      ],
      ...['--seed', '-3', '--law', 'private', '--law', 'keeps-data'],
      ...['--waive', 'keeps-data:orphaned=on purpose', '--allow', '*.log', '--allow', '-x'],
      ...['--machine', 'hosts/*.json', '--machine', '-x'],
      ...[
        '--stub',
        'systemctl,apt-get',
        '--stub',
        'date=a,b',
        '--given',
        'a tree',
        '--setup',
        `tool 'it'\\''s' '' '$a'`,
        ...['--again', './again {homes}', '--homes-exist'],
        '--env',
        'A=b=c',
        '--stdin',
        '-answers',
        '--equality',
        'resolved',
        '--mount',
        '/home/ubuntu',
      ],
      ...['--sandbox', 'none', '--network', '--timeout', '0.5', '--sample', '2/3'],
    ],
  ],
])('the flags of a replay give a run the same options again: %s', (_, changed, flags) => {
  const command = ['./link.sh']
  const options: GateOptions = { ...defaultOptions(command), ...changed }
  expect(flagsFor(valuesOf(options))).toEqual(flags)

  const verb = new Command('gate')
  addGateFlags(verb)
  verb.parse(flags, { from: 'user' })
  expect(readOptions(command, givenOptions(verb), {})).toStrictEqual({ options })
})

test('a replay of the built-in reconciler says so', () => {
  const options = { ...defaultOptions(null), self: true }
  expect(flagsFor(valuesOf(options))).toEqual(['--self', '--seed', '1'])
})

test('a replay of one world carries nothing that only chooses worlds', () => {
  const options: GateOptions = { ...defaultOptions(['./link.sh']), ...CHANGED, bail: true }
  expect(wordsForWorld(options)).toEqual([
    ...['--home', "it's a home", '--home', '-rf', '--home', '.', '--link', 'a=b=c'],
    ...['--waive', 'keeps-data:orphaned=on purpose', '--allow', '*.log', '--allow', '-x'],
    ...['--stub', 'systemctl,apt-get', '--stub', 'date=a,b', '--given', 'a tree'],
    ...['--setup', `tool 'it'\\''s' '' '$a'`, '--again', './again {homes}', '--homes-exist'],
    ...['--env', 'A=b=c', '--stdin', '-answers', '--equality', 'resolved', '--mount', '/home/ubuntu'],
    ...['--sandbox', 'none', '--network', '--timeout', '0.5', '--', './link.sh'],
  ])
  expect(wordsForWorld(defaultOptions(null))).toEqual([])
})

test('a replay carries nothing that only concerns a whole run or its report', () => {
  const options = defaultOptions(null)
  const more = { requireAll: true, save: false, keep: true }
  expect(flagsFor({ ...valuesOf(options), ...more, stats: true, json: true })).toEqual(['--seed', '1'])
})

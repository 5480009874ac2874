import { expect, test } from 'vitest'
import { DEFAULT_DEPLOYMENT } from '../../../fixtures/index.ts'
import type { GateConfig } from '../../../src/cli/config/config-schema.ts'
import { type GateFlags, gateOptions } from '../../../src/cli/gate/gate-options.ts'
import { UsageError } from '../../../src/cli/usage-error.ts'
import type { GateOptions } from '../../../src/gate/options.ts'
import { LAW_IDS } from '../../../src/laws/index.ts'

const DEFAULTS: GateOptions = {
  command: ['./link.sh'],
  deployment: DEFAULT_DEPLOYMENT,
  level: 'safe',
  numRuns: null,
  seed: 1,
  laws: [],
  waivers: new Map(),
  allow: [],
  stub: [],
  equality: null,
  mount: null,
  sandbox: 'auto',
  network: false,
  requireAll: false,
  timeoutSeconds: 10,
  shard: null,
  keep: false,
  stats: false,
}

interface Given {
  readonly subject?: readonly string[] | null
  readonly flags?: GateFlags
  readonly config?: GateConfig
}

function optionsOf({ subject = ['./link.sh'], flags = {}, config = {} }: Given): GateOptions {
  return gateOptions(subject, flags, config)
}

const TAKEN: readonly (readonly [name: string, given: Given, options: Partial<GateOptions>])[] = [
  ['nothing said', {}, {}],
  [
    'no command: the built-in reconciler, at complete',
    { subject: null },
    { command: null, level: 'complete' },
  ],
  ['a level for the built-in', { subject: null, flags: { level: 'tidy' } }, { command: null, level: 'tidy' }],
  ['the config’s command', { subject: null, config: { command: ['a', 'b'] } }, { command: ['a', 'b'] }],
  ['a command that wins', { config: { command: ['a'] } }, {}],
  [
    'every flag',
    {
      flags: {
        home: ['a', './b//c/'],
        link: [{ name: 'l', target: 't=' }],
        level: 'complete',
        runs: 0,
        seed: -1,
        law: ['private', 'keeps-data'],
        waive: [['idempotent', 'a=b']],
        allow: ['var/**'],
        stub: ['systemctl,apt-get', 'ufw'],
        equality: 'resolved',
        mount: '/home//ubuntu/',
        sandbox: 'none',
        network: true,
        requireAll: true,
        timeout: 0.5,
        shard: { index: 1, count: 2 },
        keep: true,
        json: true,
      },
    },
    {
      deployment: { homes: ['a', 'b/c'], links: [{ name: 'l', target: 't=' }] },
      level: 'complete',
      numRuns: 0,
      seed: -1,
      laws: ['private', 'keeps-data'],
      waivers: new Map([['idempotent', 'a=b']]),
      allow: ['var/**'],
      stub: ['systemctl', 'apt-get', 'ufw'],
      equality: 'resolved',
      mount: '/home/ubuntu',
      sandbox: 'none',
      network: true,
      requireAll: true,
      timeoutSeconds: 0.5,
      shard: { index: 1, count: 2 },
      keep: true,
    },
  ],
  [
    'homes alone: the links stay the default ones',
    { flags: { home: ['x'] } },
    { deployment: { ...DEFAULT_DEPLOYMENT, homes: ['x'] } },
  ],
  [
    'every key of the config',
    {
      config: {
        homes: ['x'],
        links: [{ name: 'l', target: 't' }],
        level: 'tidy',
        runs: 5,
        seed: 6,
        laws: ['private'],
        waive: { idempotent: 'why' },
        allow: ['a'],
        stub: ['b'],
        equality: 'exact',
        mount: '/m',
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
      waivers: new Map([['idempotent', 'why']]),
      allow: ['a'],
      stub: ['b'],
      equality: 'exact',
      mount: '/m',
      sandbox: 'bwrap',
      network: true,
      requireAll: true,
      timeoutSeconds: 7,
    },
  ],
  [
    'flags over the config, lists as a whole',
    {
      flags: { level: 'safe', runs: 0, waive: [['private', 'flag']], stub: ['a'], timeout: 1 },
      config: { level: 'tidy', runs: 9, waive: { idempotent: 'config' }, stub: ['b', 'c'], timeout: 2 },
    },
    { numRuns: 0, waivers: new Map([['private', 'flag']]), stub: ['a'], timeoutSeconds: 1 },
  ],
]

test.each(TAKEN)('takes %s', (_, given, options) => {
  expect(optionsOf(given)).toStrictEqual({ ...DEFAULTS, ...options })
})

const LAWS = LAW_IDS.join(', ')

const REFUSED: readonly (readonly [given: Given, message: string])[] = [
  [{ flags: { law: ['keep-data'] } }, `no law is called "keep-data"; the laws are ${LAWS}`],
  [{ config: { laws: ['x\u001b'] } }, `no law is called "x\\x1b"; the laws are ${LAWS}`],
  [{ config: { waive: { bogus: 'why' } } }, `no law is called "bogus"; the laws are ${LAWS}`],
  [{ config: { waive: { private: ' ' } } }, 'a waiver needs a reason: say --waive private=REASON'],
  [{ flags: { home: ['/a'] } }, 'home: expected a path in the world\'s root, not "/a" (it is absolute)'],
  [
    { flags: { home: ['a/../b'] } },
    'home: expected a path in the world\'s root, not "a/../b" (a ".." may lead out of it)',
  ],
  [
    { flags: { home: ['~/a'] } },
    'home: expected a path in the world\'s root, not "~/a" (a "~" is only known to a shell)',
  ],
  [{ flags: { home: [''] } }, 'home: expected a path in the world\'s root, not "" (it names nothing)'],
  [{ flags: { home: ['./'] } }, 'home: expected a path in the world\'s root, not "./" (it names nothing)'],
  [
    { flags: { link: [{ name: 'l', target: '{root}/t' }] } },
    'target of link "l": expected a path in the world\'s root, not "{root}/t" (it is relative to the root already: leave out "{root}")',
  ],
  [{ config: { homes: [] } }, 'no home is given'],
  [{ flags: { home: ['a', 'a/'] } }, 'home "a" is given twice'],
  [
    { flags: { home: ['a'], link: [{ name: 'l', target: 'a/l/t' }] } },
    'target "a/l/t" is or goes through the link "a/l", which would lead to itself',
  ],
  [{ flags: { allow: ['/etc/*'] } }, 'allow: expected a glob relative to the world\'s root, not "/etc/*"'],
  [{ flags: { stub: ['a,'] } }, 'stub: expected the names of programs, not ""'],
  [{ config: { stub: ['bin/a'] } }, 'stub: expected the names of programs, not "bin/a"'],
  [{ flags: { mount: 'home' } }, 'mount: expected an absolute path without "..", not "home"'],
  [{ flags: { mount: '/a/..' } }, 'mount: expected an absolute path without "..", not "/a/.."'],
  [{ flags: { mount: '//' } }, 'mount: expected another directory than "/"'],
  [
    { flags: { home: ['/a'], law: ['x'], stub: ['.'] } },
    `3 things are wrong:
  home: expected a path in the world's root, not "/a" (it is absolute)
  no law is called "x"; the laws are ${LAWS}
  stub: expected the names of programs, not "."`,
  ],
]

test.each(REFUSED)('refuses %j', (given, message) => {
  let thrown: unknown
  try {
    optionsOf(given)
  } catch (error) {
    thrown = error
  }
  expect(thrown).toBeInstanceOf(UsageError)
  expect(thrown).toHaveProperty('message', message)
})

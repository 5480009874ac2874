import { expect, test } from 'vitest'
import { OptionsError } from '../../../fixtures/index.ts'
import { command, fixedStates, fn, port, script, worldsOf } from '../../../src/properties/index.ts'

test.for<[string, () => unknown, string]>([
  [
    'fn without a function',
    () => fn('a', undefined as never),
    'fn: expected a name and a function, not "a" and undefined',
  ],
  [
    'fn without a name',
    () => fn((() => {}) as never, undefined as never),
    'fn: expected a name and a function, not a function and undefined',
  ],
  [
    'port without a function',
    () => port('a', {} as never),
    'port: expected a name and a function, not "a" and an object',
  ],
  [
    'script without a function',
    () => script('a', 5 as never),
    'script: expected a name and a function, not "a" and 5',
  ],
  [
    'command with an empty list',
    () => command([]),
    'command: expected the program and its arguments, not an empty list',
  ],
  [
    'command with a text',
    () => command('sh a.sh' as never),
    'command: expected the program and its arguments, not "sh a.sh": write it as a list, such as ["bash", "install.sh"]',
  ],
  [
    'command with a number',
    () => command(['sh', 5 as never]),
    'command: expected the program and its arguments, not a list',
  ],
])('refuses %s', ([, make, message]) => {
  expect(make).toThrow(new TypeError(message))
})

test.for<[string, () => unknown, string, ...string[]]>([
  [
    'command',
    () => command(['sh'], { timeout: 5 } as never),
    'command',
    'timeout: there is no such key. Did you mean "timeoutSeconds"?',
  ],
  [
    'command, each wrong',
    () =>
      command(['sh'], {
        sandbox: 'docker',
        network: 1,
        mount: 'home',
        timeoutSeconds: 0,
        stub: 'apt-get',
        env: { HOME: '/root' },
        stdin: '',
        setup: [],
        again: 'repair',
        parallel: 0,
      } as never),
    'command',
    'sandbox: expected auto, bwrap, unshare or none, not "docker"',
    'network: expected true or false, not 1',
    'mount: expected an absolute path, not "home"',
    'timeoutSeconds: expected a number of seconds above 0 and up to 86400, not 0',
    'stub: expected a list of names, or of NAME=FILE, not "apt-get"',
    'env: expected variables and their values, without PATH, HOME, PWD, TMPDIR, XDG_CACHE_HOME, XDG_STATE_HOME, SHARED_LINKS_ROOT, SHARED_LINKS_REQUEST, not an object',
    'stdin: expected the path of a file, not ""',
    'setup: expected a program and its arguments, as a list, not an empty list',
    'again: expected a program and its arguments, as a list, not "repair"',
    'parallel: expected a whole number above 0, not 0',
  ],
  [
    'port',
    () => port('a', () => {}, { timeoutSeconds: '5' } as never),
    'port',
    'timeoutSeconds: expected a number of seconds above 0 and up to 86400, not "5"',
  ],
  ['worldsOf', () => worldsOf(5 as never), 'worldsOf', 'expected an object, not 5'],
  [
    'fixedStates',
    () => fixedStates({ homes: ['../a'], links: [] }),
    'fixedStates',
    'homes.0: expected a path in the world\'s root, not "../a" (it leads out of it)',
    'links: expected at least one link, not an empty list',
  ],
])('refuses wrong options of %s', ([, make, of, ...problems]) => {
  expect(make).toThrow(new OptionsError(of, problems))
})

import { checkOptions, type OptionCheck } from '../../fixtures/options-error.ts'
import { isPlainObject, valueInWords } from '../../fixtures/text/value.ts'
import { isStub } from './command/stubs.ts'
import { OWN_VARIABLES, variableProblem } from './process/environment.ts'

/**
 * Checks the name and the code of a subject of this process. A mistake would otherwise be judged as a reconciler that fails.
 *
 * @param of the function that makes the subject.
 * @throws TypeError
 */
export function checkNameAndCode(of: string, name: unknown, code: unknown): void {
  if (typeof name === 'string' && typeof code === 'function') return
  throw new TypeError(
    `${of}: expected a name and a function, not ${valueInWords(name)} and ${valueInWords(code)}`,
  )
}

/**
 * Checks the program of a command and its arguments.
 *
 * @throws TypeError
 */
export function checkArgv(argv: unknown): void {
  if (isArgv(argv)) return
  const hint = typeof argv === 'string' ? ': write it as a list, such as ["bash", "install.sh"]' : ''
  throw new TypeError(`command: expected the program and its arguments, not ${valueInWords(argv)}${hint}`)
}

function isArgv(argv: unknown): boolean {
  const isList = Array.isArray(argv) && argv.length > 0
  return isList && argv.every(word => typeof word === 'string' && !word.includes('\0')) && argv[0] !== ''
}

/**
 * Checks the options of a port.
 *
 * @throws OptionsError
 */
export function checkPortOptions(options: unknown): void {
  checkOptions('port', options, { timeoutSeconds: SECONDS })
}

/**
 * Checks the options of a command.
 *
 * @throws OptionsError
 */
export function checkCommandOptions(options: unknown): void {
  checkOptions('command', options, {
    sandbox: [value => SANDBOXES.includes(value), 'auto, bwrap, unshare or none'],
    network: ON_OFF,
    mount: [
      value => value === null || (typeof value === 'string' && value.startsWith('/')),
      'an absolute path',
    ],
    timeoutSeconds: SECONDS,
    stub: [
      value => Array.isArray(value) && value.every(stub => typeof stub === 'string' && isStub(stub)),
      'a list of names, or of NAME=FILE',
    ],
    env: [
      value => isPlainObject(value) && Object.entries(value).every(pair => variableProblem(pair) === null),
      `variables and their values, without ${OWN_VARIABLES.join(', ')}`,
    ],
    stdin: [value => value === null || (typeof value === 'string' && value !== ''), 'the path of a file'],
    setup: [value => value === null || isArgv(value), 'a program and its arguments, as a list'],
    again: [value => value === null || isArgv(value), 'a program and its arguments, as a list'],
    acceptsRequest: ON_OFF,
    parallel: [value => Number.isInteger(value) && Number(value) > 0, 'a whole number above 0'],
  })
}

const SANDBOXES: readonly unknown[] = ['auto', 'bwrap', 'unshare', 'none']
const ON_OFF: OptionCheck = [value => typeof value === 'boolean', 'true or false']
const SECONDS: OptionCheck = [
  value => typeof value === 'number' && value > 0 && value <= 86_400,
  'a number of seconds above 0 and up to 86400',
]

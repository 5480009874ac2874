import { existsSync, mkdirSync, mkdtempSync, readlinkSync } from 'node:fs'
import { removeTree } from '../../../fixtures/disk/remove.ts'
import { printable } from '../../../fixtures/text/printable.ts'
import { orNull } from '../or-null.ts'
import { runProgram } from '../process/run-program.ts'
import { StartError } from '../process/start-error.ts'
import { confined, processLimitIn, type Sandbox } from './sandbox.ts'

const TIMEOUT_SECONDS = 10

/**
 * Runs a program in a sandbox, and returns how the sandbox fails to confine it, or what it printed; null when it works.
 *
 * @param tempPath a writable directory for the trial, which leaves nothing there.
 * @param network whether the network must be reachable.
 */
export async function probeSandbox(
  sandbox: Exclude<Sandbox, 'none'>,
  tempPath: string,
  network = false,
): Promise<string | null> {
  const box = mkdtempSync(`${tempPath}/probe-`)
  const [root, temp, beside] = [`${box}/root`, `${box}/tmp`, `${box}/beside`]
  try {
    for (const path of [root, temp]) mkdirSync(path)
    const env = { PATH: process.env['PATH'] ?? '' }
    const namespace = network ? null : orNull(() => readlinkSync('/proc/self/ns/net'))
    const argv = ['sh', '-c', TRIAL, 'sh', temp, beside, namespace ?? '']
    const ended = await runProgram({
      argv: confined(sandbox, argv, { root, seenAs: root, temp, visible: [], network, env }),
      env,
      cwd: '/',
      stdin: '',
      timeoutMs: TIMEOUT_SECONDS * 1000,
      processLimit: processLimitIn(sandbox),
      envMarker: null,
    })
    if (existsSync(beside)) return 'it lets a command write outside the world'
    if (ended.stopped !== null) return `it did not end within ${TIMEOUT_SECONDS} seconds`
    if (ended.exit === 0 && existsSync(`${root}/written`) && existsSync(`${temp}/written`)) return null
    const output = printable(ended.output.trim())
    return output === '' ? `it failed with exit code ${ended.exit}` : output
  } catch (error) {
    if (error instanceof StartError) return `${missingProgram(sandbox)} is not installed`
    throw error
  } finally {
    removeTree(box)
  }
}

/** Tries what a sandbox must allow and what it must forbid, and prints the first that is wrong. */
const TRIAL = `
: >written && : >"$1/written" || { echo "it does not let a command write in the world"; exit 1; }
if (: >"$2") 2>/dev/null; then echo "it lets a command write outside the world"; exit 1; fi
mkdir locked && chmod 555 locked || exit 1
if (: >locked/x) 2>/dev/null; then echo "it lets a command write in a directory of mode 0555"; exit 1; fi
if [ "$(readlink /proc/self/ns/net)" = "$3" ]; then echo "it lets a command reach the network"; exit 1; fi`

function missingProgram(sandbox: Exclude<Sandbox, 'none'>): string {
  if (sandbox === 'bwrap') return 'bwrap'
  return process.getuid?.() === 0 ? 'unshare' : 'sudo, which unshare needs without root,'
}

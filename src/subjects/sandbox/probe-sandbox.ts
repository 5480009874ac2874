import { existsSync, mkdirSync, mkdtempSync, readlinkSync } from 'node:fs'
import { removeTree } from '../../../fixtures/disk/remove.ts'
import { printable } from '../../../fixtures/text/printable.ts'
import { runProgram } from '../process/run-program.ts'
import { StartError } from '../process/start-error.ts'
import { confined, type Sandbox } from './sandbox.ts'

/**
 * Whether a sandbox confines a program here: found by doing it, in a directory that can be written. Null if it does,
 * else what it said, or what it let through.
 */
export async function sandboxFails(
  sandbox: Exclude<Sandbox, 'none'>,
  at: string,
  network = false,
): Promise<string | null> {
  const box = mkdtempSync(`${at}/probe-`)
  const [root, temp, beside] = [`${box}/root`, `${box}/tmp`, `${box}/beside`]
  try {
    for (const path of [root, temp]) mkdirSync(path)
    const env = { PATH: process.env['PATH'] ?? '' }
    const wanted = ['sh', '-c', TRIAL, 'sh', temp, beside, network ? '' : netNamespace()]
    const ended = await runProgram({
      argv: confined(sandbox, wanted, { root, seenAs: root, temp, visible: [], network, env }),
      env,
      cwd: '/',
      stdin: '',
      timeoutMs: 10_000,
      envMarker: null,
    })
    if (existsSync(beside)) return 'what lies outside of the world can be written in it'
    if (ended.timedOut) return 'it did not end in time'
    if (ended.exit === 0 && existsSync(`${root}/written`) && existsSync(`${temp}/written`)) return null
    const said = printable(ended.output.trim())
    return said === '' ? `it failed with exit code ${ended.exit}` : said
  } catch (error) {
    if (error instanceof StartError) return `${nameOf(sandbox)} is not installed`
    throw error
  } finally {
    removeTree(box)
  }
}

/** Tries what a sandbox is to allow, and what it is to forbid, and says what is not so. */
const TRIAL = `
: >written && : >"$1/written" || { echo "the world cannot be written in it"; exit 1; }
if (: >"$2") 2>/dev/null; then echo "what lies outside of the world can be written in it"; exit 1; fi
mkdir locked && chmod 555 locked || exit 1
if (: >locked/x) 2>/dev/null; then echo "a directory of mode 0555 can be written in it"; exit 1; fi
if [ "$(readlink /proc/self/ns/net)" = "$3" ]; then echo "the network can be reached in it"; exit 1; fi`

function netNamespace(): string {
  try {
    return readlinkSync('/proc/self/ns/net')
  } catch {
    return ''
  }
}

function nameOf(sandbox: Exclude<Sandbox, 'none'>): string {
  if (sandbox === 'bwrap') return 'bwrap'
  return process.getuid?.() === 0 ? 'unshare' : 'sudo, which unshare needs without root,'
}

import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { removeTree } from '../../../fixtures/disk/remove.ts'
import { lacksBwrap } from '../../machine/capabilities.ts'
import { built } from '../built-package.ts'

const main = new URL(built('src/cli/main.js')).pathname

/** Starts the gate on a script, sends it a signal when a run of the script is under way, and tells what is left. */
async function interrupted(signal: NodeJS.Signals, sandbox: string, text: string) {
  return await gateInterrupted(signal, ['--sandbox', sandbox, '--runs', '5', '--', 'sh', '-c', text], 20)
}

/** Starts the gate, sends it a signal when it has started other processes, and tells what is left after so many moments. */
async function gateInterrupted(signal: NodeJS.Signals, options: readonly string[], moments: number) {
  const tmp = mkdtempSync(`/dev/shm/vitest-shared-links-`)
  try {
    const args = [main, 'gate', ...options]
    const child = spawn(process.execPath, args, { env: { ...process.env, TMPDIR: tmp }, stdio: 'ignore' })
    const ended = new Promise(resolve => child.on('exit', (exit, by) => resolve(by ?? exit)))
    await until(() => processesIn(tmp).length > 1)
    await sleep(400)
    child.kill(signal)
    const how = await ended
    // A process that is killed takes a moment to be gone.
    for (let i = 0; i < moments && processesIn(tmp).length > 0; i += 1) await sleep(10)
    return { how, files: readdirSync(tmp), processes: processesIn(tmp) }
  } finally {
    removeTree(tmp)
  }
}

async function until(isSo: () => boolean): Promise<void> {
  const end = performance.now() + 100_000
  while (!isSo()) {
    if (performance.now() > end) throw new Error('it did not come to that in 100 seconds')
    await sleep(10)
  }
}

/** The processes that were started with a temp directory in this one: the gate and all its subjects. */
function processesIn(tmp: string): string[] {
  return readdirSync('/proc').filter(pid => {
    if (!/^\d+$/.test(pid)) return false
    try {
      return readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`TMPDIR=${tmp}`)
    } catch {
      return false
    }
  })
}

// It writes all the while, so that a directory which is being removed would fill again.
const BUSY = 'i=0; while :; do i=$((i+1)); mkdir -p "$HOME/d$((i%50))" "$TMPDIR/e$i"; done'

describe.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('a gate that gets %s', signal => {
  test.skipIf(lacksBwrap)('ends by it and leaves no file and no process', async () => {
    expect(await interrupted(signal, 'bwrap', `${BUSY} & setsid sleep 1000 & ${BUSY}`)).toEqual({
      how: signal,
      files: [],
      processes: [],
    })
  })

  test('ends by it and leaves no file and no process, without a sandbox too', async () => {
    expect(await interrupted(signal, 'none', `${BUSY} & setsid sh -c '${BUSY}' & ${BUSY}`)).toEqual({
      how: signal,
      files: [],
      processes: [],
    })
  })
})

// They notice it after the world that they are trying.
test.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)(
  'the workers of a gate that gets %s end with it',
  async signal => {
    const { how, files, processes } = await gateInterrupted(signal, ['--self', '--workers', '2'], 1000)
    expect([how, processes]).toEqual([signal, []])
    // The next gate removes what one that is killed leaves.
    if (signal !== 'SIGKILL') expect(files).toEqual([])
  },
)

describe.skipIf(lacksBwrap)('a gate on a script that loses data', () => {
  const LOSES = 'mkdir -p a shared; rm -rf a/projects; ln -s "$PWD/shared" a/projects'
  const ARGS = ['gate', '--no-save', '--home', 'a', '--link', 'projects=shared', '--', 'sh', '-c', LOSES]

  test('says what it has found when it is interrupted', async () => {
    const child = spawn(process.execPath, [main, ...ARGS], { stdio: ['ignore', 'pipe', 'pipe'] })
    const said = { stdout: '', stderr: '' }
    for (const name of ['stdout', 'stderr'] as const)
      child[name].setEncoding('utf8').on('data', (text: string) => {
        said[name] += text
      })
    const ended = new Promise(resolve => child.on('close', (exit, by) => resolve(by ?? exit)))
    await until(() => said.stderr.includes('keeps-data is broken (after '))
    child.kill('SIGINT')
    expect(await ended).toBe('SIGINT')
    expect(said.stdout).toBe('')
    expect(said.stderr).toMatch(
      /\ninterrupted after [\d.]+ s \(.*\), without a verdict; \d+ laws? broken so far:\n/u,
    )
    expect(said.stderr).toMatch(/\n {2}keeps-data: [^\n]* was (?:destroyed|orphaned)[^\n]*\n/u)
  })

  test('writes nothing but its report with --quiet', async () => {
    const args = ['--quiet', '--runs', '0', '--sample', '1/30', '--law', 'keeps-data']
    const child = spawn(process.execPath, [main, 'gate', ...args, ...ARGS.slice(1)], {
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let stderr = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text
    })
    expect(await new Promise(resolve => child.on('close', resolve))).toBe(1)
    expect(stderr).toBe('')
  })
})

import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import type { LawId } from '../../src/laws/index.ts'
import { lacking, MODULES } from './installed.ts'
import { TOOLS, type Tool } from './tools.ts'

const MAIN = fileURLToPath(new URL('../../dist/src/cli/main.js', import.meta.url))

const all = TOOLS.map(tool => ({ ...tool, lacks: lacking(tool) }))
for (const { name, version, lacks } of all) console.log(`${name}: ${lacks ?? version}`)

describe('the gate', () => {
  for (const tool of all) {
    if (tool.lacks === null) test(`judges ${tool.name} ${tool.version}`, () => judge(tool))
    else test.skip(`judges ${tool.name} (${tool.lacks})`)
  }
})

describe('by hand, without the gate', () => {
  for (const tool of all.filter(({ reproduces }) => reproduces)) {
    if (tool.lacks === null) test(`${tool.name} ${tool.version} does it`, () => reproduce(tool))
    else test.skip(`${tool.name} does it (${tool.lacks})`)
  }
})

/** Compares all that is asked of a tool: that what is in the table is broken in a small world, and nothing else is. */
async function judge({ folder, argv, flags = [], laws, broken }: Tool): Promise<void> {
  const asked = laws.flatMap(id => ['--law', id])
  const args = [
    MAIN,
    'gate',
    '--json',
    '--no-save',
    '--runs',
    '0',
    '--level',
    'safe',
    ...flags,
    ...asked,
    '--',
    ...inPlace(argv),
  ]
  const { exit, stdout, stderr } = await run(process.execPath, args, folder)
  // Without an answer there is a reason, which is more use than a failure to parse.
  if (exit !== 0 && exit !== 1) throw new Error(`exit code ${exit}\n${stderr}${stdout}`)
  const report: GateJson = JSON.parse(stdout)
  const found = report.laws.filter(({ verdict }) => verdict === 'broken')
  expect(found.map(({ id, counterexample }) => [id, counterexample?.summary])).toEqual(
    laws
      .filter(id => broken[id] !== undefined)
      .map(id => [id, expect.stringMatching(broken[id]?.summary ?? /^/)]),
  )
  for (const { id, counterexample } of found) {
    expect.soft(counterexample?.before.length, id).toBeLessThanOrEqual(broken[id]?.entries ?? 0)
  }
  expect(exit).toBe(found.length === 0 ? 0 : 1)
}

async function reproduce({ folder, install }: Tool): Promise<void> {
  const { exit, stdout, stderr } = await run(
    'sh',
    ['reproduce.sh', ...('npm' in install ? [MODULES] : [])],
    folder,
  )
  expect(exit, `${stdout}${stderr}`).toBe(0)
}

function inPlace(argv: readonly string[]): string[] {
  return argv.map(word => (word === '{modules}' ? MODULES : word))
}

/** What is looked at of `gate --json`. */
interface GateJson {
  readonly laws: readonly {
    readonly id: LawId
    readonly verdict: string
    readonly counterexample?: { readonly summary: string; readonly before: readonly unknown[] } | null
  }[]
}

interface Ended {
  readonly exit: number | null
  readonly stdout: string
  readonly stderr: string
}

function run(program: string, args: readonly string[], folder: string): Promise<Ended> {
  const cwd = fileURLToPath(new URL(folder, import.meta.url))
  return new Promise(resolve => {
    const child = execFile(program, args, { cwd, maxBuffer: 64 * 1024 * 1024 }, (_, stdout, stderr) => {
      resolve({ exit: child.exitCode, stdout, stderr })
    })
  })
}

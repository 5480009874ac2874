import { spawnSync } from 'node:child_process'
import { mkdirSync, symlinkSync, unlinkSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { dir, file, linkTo, usual, type World, world } from '../../../fixtures/index.ts'
import { smallFileStates, smallStates } from '../../../fixtures/states/small-states.ts'
import { findingsScript } from '../../../src/cli/request/findings-script.ts'
import { compare } from '../../../src/damage/compare.ts'
import { inspect } from '../../../src/reconciler/api.ts'
import { remedyIn } from '../../../src/reconciler/remedy/remedy.ts'
import { FILE_ROW_DEPLOYMENT, FILE_ROWS } from '../../unit/reconciler/file-table.ts'
import { ROW_DEPLOYMENT, ROWS } from '../../unit/reconciler/table.ts'
import { expectNothingLost } from '../reconciler/paste.ts'
import { MERGES, ONE, STOPS } from '../reconciler/remedy-states.ts'
import { vsl } from './built-command.ts'

function scriptFor({ homes, required }: World): string {
  return findingsScript({ homes, required, findings: inspect(homes, required) })
}

/** Runs a script as an operator does who has redirected it to a file. */
function runScript(script: string) {
  const { status, stdout, stderr } = spawnSync('sh', ['-s'], {
    ...{ input: script, encoding: 'utf8', timeout: 20_000 },
    env: { PATH: process.env['PATH'], HOME: '/', LC_ALL: 'C.UTF-8' },
  })
  return { status, stdout, stderr }
}

/** Whether a script may run the remedies of all findings that a world has. */
function isLeftToNobody({ homes, required }: World): boolean {
  return inspect(homes, required).every(finding => !remedyIn(finding, text => text).isByHand)
}

const STATES = [
  ...ROWS.map(({ state, tree }) => ({ state, tree, deployment: ROW_DEPLOYMENT })),
  ...FILE_ROWS.map(({ state, tree }) => ({ state, tree, deployment: FILE_ROW_DEPLOYMENT })),
  ...MERGES.map(({ state, tree }) => ({ state: `merged: ${state}`, tree, deployment: ONE })),
]

describe.each(STATES)('where $state', ({ tree, deployment }) => {
  test('the script puts right what it may, loses nothing, and does nothing when it is run again', async () => {
    await using w = await world(tree, deployment)
    const before = w.snapshot()
    const scripts: string[] = []
    // What is in a home is only seen once the home itself is right.
    for (let rounds = 2; rounds > 0 && isLeftToNobody(w); rounds -= 1) {
      const script = scriptFor(w)
      scripts.push(script)
      expect(runScript(script)).toMatchObject({ status: 0, stdout: '' })
    }
    if (isLeftToNobody(w)) expect(inspect(w.homes, w.required)).toEqual([])
    else
      expect(runScript(scriptFor(w))).toMatchObject({
        status: 0,
        stderr: expect.stringContaining('to decide'),
      })
    expectNothingLost(before, w)
    const after = w.snapshot()
    for (const script of scripts.filter(text => text.includes('has_changed /')))
      expect(runScript(script)).toMatchObject({
        status: 1,
        stderr: expect.stringContaining('Nothing was done.'),
      })
    expect(w.snapshot()).toEqual(after)
  })
})

describe.each(STOPS)("where a link's place has $state", ({ tree }) => {
  test('the script stops there, and loses nothing', async () => {
    await using w = await world(tree, ONE)
    const before = w.snapshot()
    const { status, stderr } = runScript(scriptFor(w))
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: expect.stringContaining('Stopped at 1 of the findings. Nothing was lost.\n'),
    })
    expectNothingLost(before, w)
  })
})

test('in every tenth small state, the script loses nothing', { timeout: 600_000 }, async () => {
  let count = 0
  for (const spec of [...smallStates(), ...smallFileStates()].filter((_, i) => i % 10 === 0)) {
    await using w = await world(spec)
    if (inspect(w.homes, w.required).length === 0) continue
    count += 1
    const before = w.snapshot()
    const { stdout } = runScript(scriptFor(w))
    const { fates } = compare(before, w.snapshot())
    const lost = [...fates].filter(([, fate]) => ['destroyed', 'orphaned', 'trivial'].includes(fate))
    expect({ tree: spec.tree, stdout, lost }).toEqual({ tree: spec.tree, stdout: '', lost: [] })
  }
  expect(count).toBeGreaterThan(100)
})

describe('a script that is run late', () => {
  const late = async (tree: Parameters<typeof world>[0], change: (w: World) => void) => {
    await using w = await world({ t: dir(), ...tree }, ONE)
    const script = scriptFor(w)
    change(w)
    const before = w.snapshot()
    const ran = runScript(script)
    expect(w.snapshot()).toEqual(before)
    return { status: ran.status, stderr: ran.stderr.replaceAll(w.root, '{root}') }
  }
  const refusal = {
    status: 1,
    stderr: `no longer as it was found: {root}/h/projects
Nothing was done. Run check again, and take its new script.
`,
  }

  test.each([
    ['a missing link was made', dir(), (path: string) => symlinkSync('/elsewhere', path)],
    ['a missing link is a directory now', dir(), (path: string) => mkdirSync(path)],
    ['a file was removed', dir({ projects: file('x') }), (path: string) => unlinkSync(path)],
    [
      'a file became a link to one',
      dir({ projects: file('x') }),
      (path: string) => {
        unlinkSync(path)
        symlinkSync('../f', path)
      },
    ],
    [
      'a link was retargeted',
      dir({ projects: linkTo('../old') }),
      (path: string) => {
        unlinkSync(path)
        symlinkSync('../old\n', path)
      },
    ],
  ])('does nothing where %s', async (_, h, change) => {
    const beside = { f: file('f'), old: dir({ a: file('a') }), 'old\n': dir({ b: file('b') }) }
    expect(await late({ h, ...beside }, w => change(w.path('h/projects')))).toEqual(refusal)
  })

  test('does nothing where a link leads to something else than before', async () => {
    const change = (w: World) => mkdirSync(w.path('later'))
    expect(await late({ h: dir({ projects: linkTo('../later') }) }, change)).toEqual(refusal)
  })
})

test('names whose bytes are not text, and that a log could take for commands, are quoted', async () => {
  const odd = { homes: ['h\udcff\n', '##[error]h'], links: [{ name: "p'\udcfe", target: '\udcfd$t\n\n' }] }
  const home = dir({ "p'\udcfe": dir({ '-a\n': file('a') }) })
  await using w = await world({ 'h\udcff\n': home, '##[error]h': dir() }, odd)
  const before = w.snapshot()
  const script = scriptFor(w)
  expect(script).toMatch(/^[ -~\n]*$/u)
  expect(script).not.toContain('##[')
  expect(runScript(script)).toMatchObject({ status: 0 })
  expect(inspect(w.homes, w.required)).toEqual([])
  expectNothingLost(before, w)
})

describe('check', () => {
  const CHECK = ['check', '--home', 'a', '--home', 'b', '--link', 'projects=']

  test('prints the script, or writes it beside another report', async () => {
    await using w = await world(usual.realDirectory())
    const check = [
      ...['check', '--home', '.claude-compte1', '--home', '.claude-compte2'],
      '--shared-root',
      w.root,
    ]
    const { code, stdout } = await vsl([...check, '--fix-script'], { cwd: w.root })
    expect({ code, stdout }).toEqual({ code: 1, stdout: scriptFor(w) })
    const both = ['--json', '--reporter', 'fix-script:fix.sh']
    expect(JSON.parse((await vsl([...check, ...both], { cwd: w.root })).stdout)).toMatchObject({ ok: false })
    expect(spawnSync('sh', ['fix.sh'], { cwd: w.root, stdio: 'ignore' }).status).toBe(0)
    expect(await vsl([...check, '--fix-script'], { cwd: w.root })).toEqual({
      code: 0,
      stdout: '#!/bin/sh\n# Nothing is wrong: 2 homes, 6 links.\n',
      stderr: '',
    })
  })

  test('prints one report to standard output, and a script that fails where there is no answer', async () => {
    await using w = await world({})
    const root = { cwd: w.root }
    expect(await vsl([...CHECK, '--fix-script', '--json'], root)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('fix-script and json would both go to standard output'),
    })
    const { code, stdout } = await vsl(['check', '--fix-script', '--shared-root', '/x'], root)
    expect(code).toBe(2)
    expect(runScript(stdout)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('no home is given'),
    })
  })
})

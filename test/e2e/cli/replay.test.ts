import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { describe, expect, test } from 'vitest'
import { removeTree } from '../../../fixtures/disk/remove.ts'
import { file, type World, world } from '../../../fixtures/index.ts'
import { lacksBwrap, lacksTracer } from '../../machine/capabilities.ts'
import { vsl } from './built-command.ts'

const FILE = 'shared-links.regressions.json'

/** Links the one home that is requested over whatever is there. */
const LOSES = file('mkdir -p a shared\nrm -rf a/projects\nln -s "$PWD/shared" a/projects\n')
/** The same, but it refuses to remove anything. */
const FIXED = 'mkdir -p a shared\n[ -L a/projects ] || ln -sT "$PWD/shared" a/projects || exit 1\n'
/** Looks, and then forces: what somebody makes in between is lost. */
const FORCES = file('mkdir -p a shared\n[ -e a/projects ] || ln -sfT "$PWD/shared" a/projects\n')

const gate = (w: World, law: string, env: Readonly<Record<string, string>> = {}) =>
  vsl(
    [
      ...[
        'gate',
        '--runs',
        '0',
        '--home',
        'a',
        '--link',
        'projects=shared',
        '--sample',
        '1/30',
        '--law',
        law,
      ],
      ...['--', 'bash', 'link.sh'],
    ],
    { cwd: w.root, env },
  )
const replay = (w: World, ...args: readonly string[]) => vsl(['replay', ...args], { cwd: w.root })

describe.skipIf(lacksBwrap || lacksTracer)('a remembered violation', () => {
  test('runs again by the command that the report names, until it is fixed', async () => {
    await using w = await world({ 'link.sh': LOSES })
    const { stdout: report } = await gate(w, 'keeps-data')
    expect(report).toContain('  Replay:\n    npx vitest-shared-links replay keeps-data\n')
    const saved = readFileSync(w.path(FILE), 'utf8')
    const { version, worlds } = JSON.parse(saved)
    expect([version, worlds[0].gate]).toEqual([
      2,
      ['--home', 'a', '--link', 'projects=shared', '--', 'bash', 'link.sh'],
    ])

    const broken = await replay(w, 'keeps-data')
    expect([broken.code, broken.stderr]).toEqual([1, ''])
    const shown = report.slice(report.indexOf('✗ keeps-data:'), report.indexOf('  Another violation'))
    expect(broken.stdout).toContain(shown)
    expect(broken.stdout).toContain('\n\nStill broken: keeps-data\n')
    const asJson = await replay(w, '--json')
    expect([asJson.code, asJson.stderr]).toEqual([1, ''])
    const counterexample = { summary: expect.stringContaining('was destroyed'), script: expect.any(String) }
    expect(JSON.parse(asJson.stdout)).toEqual({
      ...{ version: 1, ok: false },
      subjects: [
        {
          ...{ subject: 'bash link.sh', notes: [] },
          results: [
            {
              ...{ id: 'keeps-data', verdict: 'broken', reason: null },
              counterexample: expect.objectContaining(counterexample),
            },
          ],
        },
      ],
    })

    writeFileSync(w.path('link.sh'), FIXED)
    const fixed = await replay(w)
    expect([fixed.code, fixed.stderr]).toEqual([0, ''])
    expect(fixed.stdout).toBe('bash link.sh:\n\nHolds now: keeps-data: nothing is destroyed or orphaned\n')
    expect(readFileSync(w.path(FILE), 'utf8')).toBe(saved)
  })

  test('has its trouble again, and proves nothing where that cannot strike', async () => {
    await using w = await world({ 'link.sh': FORCES })
    await gate(w, 'yields-to-others')
    const broken = await replay(w, 'yields-to-others')
    expect(broken.code).toBe(1)
    expect(broken.stdout).toMatch(/==> another process created/u)
    writeFileSync(w.path('link.sh'), 'mkdir -p a shared\n')
    const gone = await replay(w)
    expect(gone.code).toBe(2)
    const error = 'No law is broken, but this proves nothing about:\n  yields-to-others: '
    expect(gone.stderr).toContain(`error: ${error}`)
    const asJson = await replay(w, '--json')
    expect(asJson.code).toBe(2)
    expect(JSON.parse(asJson.stdout)).toMatchObject({
      ...{ ok: false, error: expect.stringContaining(error) },
      subjects: [{ results: [{ verdict: 'not-tested', reason: expect.any(String), counterexample: null }] }],
    })
  })

  test('stays on disk with --keep', async () => {
    await using w = await world({ 'link.sh': LOSES })
    await gate(w, 'keeps-data')
    const { stdout } = await replay(w, '--keep')
    const kept = /note: the world that breaks keeps-data is kept in (.*)\n/u.exec(stdout)?.[1] ?? ''
    expect(existsSync(`${kept}/a`)).toBe(true)
    removeTree(dirname(dirname(kept)))
  })

  test('is not saved where CI is set; then the report names the whole run', async () => {
    await using w = await world({ 'link.sh': LOSES })
    const { stdout, stderr } = await gate(w, 'keeps-data', { CI: 'true' })
    expect(existsSync(w.path(FILE))).toBe(false)
    expect(stderr).toContain(`nothing was saved in ${FILE}: CI is set\n`)
    expect(stdout).toContain('  Replay:\n    npx vitest-shared-links gate --home a ')
  })
})

describe('nothing is run again', () => {
  const WORLD = {
    ...{ law: 'keeps-data', homes: ['a'], links: [{ name: 'projects', target: 'shared' }], root: 'root' },
    ...{ entries: [], trouble: null },
  }
  const saved = (...worlds: readonly object[]) => file(JSON.stringify({ version: 2, worlds }))
  test.each([
    ['where nothing is remembered', null, [], 'nothing is remembered here: the gate writes'],
    [
      'for a law that is none',
      null,
      ['keep-data'],
      'no law is called "keep-data". Did you mean "keeps-data"?',
    ],
    [
      'for a law that was not broken',
      saved(WORLD),
      ['ends'],
      `${FILE} has no violation of ends, but of keeps-data`,
    ],
    ['without a command', saved(WORLD), [], `${FILE} does not say by which command it was found`],
    [
      'by options that are wrong',
      saved({ ...WORLD, gate: ['--runs', 'many'] }),
      [],
      `the options of the gate in ${FILE}: --runs: `,
    ],
    [
      'by an option that there is not',
      saved({ ...WORLD, gate: ['--nothing'] }),
      [],
      "unknown option '--nothing'",
    ],
    ['from a file that is not valid', file('{}'), [], `${FILE} is not a valid regressions file:`],
  ] as const)('%s', async (_, content, args, message) => {
    await using w = await world(content === null ? {} : { [FILE]: content })
    const { code, stdout, stderr } = await replay(w, ...args)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain(message)
  })
})

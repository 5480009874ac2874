import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { dir, file, type World, world } from '../../../fixtures/index.ts'
import { lacksBwrap } from '../../machine/capabilities.ts'
import { type RunOptions, vsl } from './built-command.ts'
import { junitProblems, readXml } from './read-xml.ts'

const REGRESSIONS = 'shared-links.regressions.json'

/** Links the one home that is requested, and refuses to remove anything. */
const CAREFUL = file('mkdir -p a shared\n[ -L a/projects ] || ln -sT "$PWD/shared" a/projects || exit 1\n')
/** Links it over whatever is there. */
const LOSES = file('mkdir -p a shared\nrm -rf a/projects\nln -s "$PWD/shared" a/projects\n')

const COMMON = { runs: 0, homes: ['a'], links: { projects: 'shared' }, laws: ['keeps-data'] }
const INSTALL = { command: ['sh', 'install.sh'] }
const ROLLBACK = { command: ['sh', 'rollback.sh'] }

const repository = (subjects: object, common: object = COMMON): Promise<World> =>
  world({
    'shared-links.config.json': file(JSON.stringify({ gate: { ...common, subjects } })),
    'install.sh': CAREFUL,
    'rollback.sh': LOSES,
    sub: dir(),
  })

const gate = (w: World, flags: readonly string[] = [], options: Partial<RunOptions> = {}) =>
  vsl(['gate', '--sample', '1/30', ...flags], { cwd: w.root, ...options })

describe.skipIf(lacksBwrap)('the subjects of a config', () => {
  test('are judged one after the other, and the worst decides the exit code', async () => {
    await using w = await repository({ rollback: ROLLBACK, install: INSTALL })
    const { code, stdout, stderr } = await gate(w, [
      '--reporter',
      'json:all.json',
      '--reporter',
      'junit:all.xml',
    ])
    expect(code).toBe(1)
    expect(stdout).toMatch(/^rollback \(sh rollback\.sh\): /u)
    expect(stdout).toContain('\n\ninstall (sh install.sh): ')
    expect(stdout).toMatch(
      /\n\nrollback \(sh rollback\.sh\): Refused at level safe: it breaks keeps-data\ninstall \(sh install\.sh\): Passed at level safe: 1 law held\n$/u,
    )
    expect(stderr).toMatch(/^rollback: keeps-data is broken \(after /mu)
    expect(JSON.parse(readFileSync(w.path('all.json'), 'utf8'))).toMatchObject({
      ok: false,
      subjects: [
        { name: 'rollback', ok: false, subject: 'sh rollback.sh' },
        { name: 'install', ok: true, subject: 'sh install.sh' },
      ],
    })
    const suites = readXml(readFileSync(w.path('all.xml'), 'utf8'))
    expect(junitProblems(suites)).toEqual([])
    expect(suites.children.map(({ attributes }) => attributes['name'])).toEqual([
      'rollback (sh rollback.sh)',
      'install (sh install.sh)',
    ])
  })

  test('are judged even if one of them has no verdict, which then decides', async () => {
    const fails = { command: ['sh', '-c', 'echo no profile; exit 3'] }
    await using w = await repository({ fails, rollback: ROLLBACK })
    const { code, stdout } = await gate(w, ['--json'])
    expect(code).toBe(2)
    expect(JSON.parse(stdout)).toMatchObject({
      ok: false,
      subjects: [
        { name: 'fails', error: expect.stringContaining('no profile') },
        { name: 'rollback', laws: [{ verdict: 'broken' }] },
      ],
    })
  })

  test('are chosen by name, and inherit what they do not say themselves', async () => {
    const waive = { 'keeps-data': 'it is thrown away' }
    await using w = await repository({ install: INSTALL, rollback: { ...ROLLBACK, waive } })
    const { code, stdout } = await gate(w, [
      '--subject',
      'rollback',
      '--json',
      '--law',
      'ends',
      '--law',
      'keeps-data',
    ])
    expect(code).toBe(0)
    expect(JSON.parse(stdout).subjects).toMatchObject([
      { name: 'rollback', laws: [{ id: 'keeps-data', verdict: 'waived', reason: 'it is thrown away' }, {}] },
    ])
  })

  test('are remembered by name, and run again by name', async () => {
    await using w = await repository({ install: ROLLBACK, rollback: ROLLBACK })
    const { stdout } = await gate(w)
    expect(stdout).toContain('\n    npx vitest-shared-links replay keeps-data --subject rollback\n')
    const { worlds } = JSON.parse(readFileSync(w.path(REGRESSIONS), 'utf8'))
    expect(worlds.map(({ gate: words }: { gate: string[] }) => words.slice(0, 2))).toEqual([
      ['--subject', 'install'],
      ['--subject', 'rollback'],
    ])
    const replayed = await vsl(['replay', '--subject', 'rollback'], { cwd: w.root })
    expect(replayed.code).toBe(1)
    expect(replayed.stdout.match(/^\w+ \(sh rollback\.sh\):$/gmu)).toEqual(['rollback (sh rollback.sh):'])
    const unknown = await vsl(['replay', '--subject', 'upgrade'], { cwd: w.root })
    expect(unknown.stderr).toBe(`error: ${REGRESSIONS} has no violation by the subject "upgrade"\n`)
    // The worlds of one subject are not tried first with another.
    await using other = await repository({ careful: INSTALL })
    writeFileSync(other.path(REGRESSIONS), readFileSync(w.path(REGRESSIONS)))
    expect((await gate(other)).stdout).not.toContain('note:')
  })

  test('leave a command on the command line to itself', async () => {
    await using w = await repository({ rollback: ROLLBACK })
    const { code, stdout } = await gate(w, ['--json', '--', 'sh', 'install.sh'])
    expect([code, JSON.parse(stdout)]).toMatchObject([0, { subject: 'sh install.sh', ok: true }])
  })

  test('are found from below with paths that hold on any machine', async () => {
    await using w = await repository({ rollback: ROLLBACK })
    await gate(w, [], { cwd: w.path('sub') })
    const saved = readFileSync(w.path('sub', REGRESSIONS), 'utf8')
    expect(JSON.parse(saved).worlds[0].gate.slice(-3)).toEqual(['--', 'sh', '../rollback.sh'])
    expect(saved).not.toContain(w.root)
    expect((await vsl(['replay'], { cwd: w.path('sub') })).code).toBe(1)
  })
})

describe('a config', () => {
  test.each<[what: string, subjects: unknown, flags: readonly string[], problem: string]>([
    [
      'an unknown key of a subject',
      { install: { ...INSTALL, waves: {} } },
      [],
      'shared-links.config.json: gate.subjects.install.waves: there is no such key. Did you mean "waive"?',
    ],
    [
      'a wrong waiver of a subject',
      { install: { ...INSTALL, waive: { 'keep-data': 'why' } } },
      [],
      'shared-links.config.json: gate.subjects.install.waive: no law is called "keep-data". Did you mean "keeps-data"?',
    ],
    [
      'a name that is none',
      { 'a b': INSTALL },
      [],
      'shared-links.config.json: gate.subjects.a b: expected a name such as install or roll-back.2, not "a b"',
    ],
    ['no subject', {}, [], 'shared-links.config.json: gate.subjects: expected at least one subject'],
    [
      'subjects in subjects',
      { install: { ...INSTALL, subjects: {} } },
      [],
      'shared-links.config.json: gate.subjects.install.subjects: there is no such key; the keys are ',
    ],
    ['a subject without a command', { install: INSTALL, other: {} }, [], 'other: no command is given: '],
    [
      'a subject that there is not',
      { install: INSTALL, rollback: ROLLBACK },
      ['--subject', 'rolback'],
      '--subject: no subject is called "rolback". Did you mean "rollback"?',
    ],
    [
      'a wrong flag, once',
      { install: INSTALL, rollback: ROLLBACK },
      ['--seed', 'x'],
      '--seed: expected a whole number',
    ],
    [
      'a waiver that has ended, with the name',
      {
        install: INSTALL,
        rollback: { ...ROLLBACK, waive: { private: { reason: 'x', until: '2000-02-29' } } },
      },
      [],
      'rollback: the waiver of private ended on 2000-02-29, and today is 2',
    ],
    [
      'an impossible deployment, with the name',
      { install: INSTALL, rollback: { ...ROLLBACK, homes: ['a', 'a'] } },
      [],
      'rollback: home "a" is given twice',
    ],
  ])('is refused with %s', async (_, subjects, flags, problem) => {
    await using w = await repository(Object(subjects))
    const { code, stdout, stderr } = await gate(w, flags)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr.startsWith(`error: ${problem}`)).toBe(true)
    expect(stderr.trimEnd().split('\n')).toHaveLength(1)
  })

  test('without subjects has none to choose', async () => {
    await using w = await world()
    const { stderr } = await gate(w, ['--subject', 'install', '--', 'true'])
    expect(stderr).toBe('error: --subject: the config names no subjects\n')
  })
})

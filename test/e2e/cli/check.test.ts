import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { dir, file, linkTo, usual, type World, world } from '../../../fixtures/index.ts'
import { bash, type Ran, vsl, without } from './built-command.ts'
import { junitProblems, readXml } from './read-xml.ts'

async function check(w: World, ...more: readonly string[]): Promise<Ran> {
  const homes = w.homes.flatMap(home => ['--home', home])
  return without(w.root, await vsl(['check', ...homes, '--shared-root', w.root, ...more], { cwd: w.root }))
}

test('reports that all is right, and exits 0', async () => {
  await using w = await world(usual.allRight())
  expect(await check(w)).toEqual({
    code: 0,
    stdout: `<root>/.claude-compte1: no finding

<root>/.claude-compte2: no finding

Right: 2 homes, 6 links
`,
    stderr: '',
  })
  expect(await check(w, '--json')).toEqual({
    code: 0,
    stdout: `{
  "version": 1,
  "ok": true,
  "homes": 2,
  "links": 6,
  "findings": []
}
`,
    stderr: '',
  })
})

test('lists every finding by home, with its remedy, and exits 1', async () => {
  await using w = await world({
    ...usual.allRight(),
    '.claude-compte1': dir({
      'session-env': file('x'),
      'file-history': linkTo('{root}/nowhere'),
      projects: linkTo('{root}/.claude-projects-shared'),
    }),
    '.claude-compte2': file('x'),
    '.claude-projects-shared': linkTo('{root}/unmounted'),
  })
  const before = w.snapshot()
  expect(await check(w)).toEqual({
    code: 1,
    stdout: `every home: 1 finding

  target-dangling: <root>/.claude-projects-shared (target of "projects") is a symlink to "<root>/unmounted", which does not exist; expected a directory; refused to correct it, since that could lose data
  remedy:
    (umask 077 && mkdir -p -- "$(readlink -m -- <root>/.claude-projects-shared)") # unless a file system should be mounted there

<root>/.claude-compte1: 2 findings

  blocked-link: <root>/.claude-compte1/session-env (link) is a file; expected a symlink to "<root>/.claude-session-env-shared"; refused to correct it, since that could lose data
  remedy:
    from=<root>/.claude-compte1/session-env to=<root>/.claude-session-env-shared &&
    (umask 077 && mkdir -p -- "$to") &&
    aside=$(mktemp -d -- "$from.aside.XXXXXX") &&
    mv -- "$from" "$aside/" &&
    ln -s -T -- "$to" "$from"

  divergent-link: <root>/.claude-compte1/file-history (link) is a symlink to "<root>/nowhere", which does not exist; expected a symlink to "<root>/.claude-file-history-shared"; refused to correct it, since that could lose data
  remedy:
    from=<root>/.claude-compte1/file-history to=<root>/.claude-file-history-shared &&
    (umask 077 && mkdir -p -- "$to") &&
    aside=$(mktemp -d -- "$from.aside.XXXXXX") &&
    mv -- "$from" "$aside/" &&
    ln -s -T -- "$to" "$from"

<root>/.claude-compte2: 1 finding

  home-not-directory: <root>/.claude-compte2 (home) is a file; expected a directory; refused to correct it, since that could lose data
  remedy:
    from=<root>/.claude-compte2 &&
    aside=$(mktemp -d -- "$from.aside.XXXXXX") &&
    mv -- "$from" "$aside/" &&
    (umask 077 && mkdir -p -- "$from")

Not right: 4 findings in 2 homes, 6 links
`,
    stderr: '',
  })
  expect(w).toBeUntouchedSince(before)
})

test('prints each finding as JSON', async () => {
  await using w = await world(usual.oneMissing())
  const { code, stdout, stderr } = await check(w, '--json')
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' })
  expect(JSON.parse(stdout)).toStrictEqual({
    version: 1,
    ok: false,
    homes: 2,
    links: 6,
    findings: [
      {
        code: 'link-missing',
        home: '<root>/.claude-compte1',
        name: 'projects',
        path: '<root>/.claude-compte1/projects',
        expected: 'a symlink to "<root>/.claude-projects-shared"',
        actual: 'nothing',
        message:
          '<root>/.claude-compte1/projects (link) is missing; expected a symlink to "<root>/.claude-projects-shared"',
        remedy:
          'from=<root>/.claude-compte1/projects to=<root>/.claude-projects-shared &&\n(umask 077 && mkdir -p -- "$to") &&\nln -s -T -- "$to" "$from"',
      },
    ],
  })
})

test('accepts a link that leads to the target only with --equality resolved', async () => {
  await using w = await world({
    ...usual.allRight(),
    '.claude-compte2': dir({
      'session-env': linkTo('../.claude-session-env-shared'),
      'file-history': linkTo('../.claude-file-history-shared'),
      projects: linkTo('../.claude-projects-shared'),
    }),
  })
  expect((await check(w)).code).toBe(1)
  expect((await check(w, '--equality', 'exact')).code).toBe(1)
  expect((await check(w, '--equality', 'resolved')).code).toBe(0)
})

test('takes links by name and target, and a home relative to the working directory', async () => {
  await using w = await world({
    home: dir({ 'a=b': linkTo('{root}/x=y'), c: linkTo('{root}/c') }),
    'x=y': dir(),
    c: dir(),
  })
  // A name ends at the first `=`, so that a target may hold one.
  const args = ['check', '--home', 'home', '--link', `c=${w.root}/c`]
  expect(without(w.root, await vsl(args, { cwd: w.root }))).toEqual({
    code: 0,
    stdout: '<root>/home: no finding\n\nRight: 1 home, 1 link\n',
    stderr: '',
  })
  const other = await vsl([...args, '--link', `a=${w.root}/x=y`], { cwd: w.root })
  expect(without(w.root, other).stdout).toContain(
    'link-missing: <root>/home/a (link) is missing; expected a symlink to "<root>/x=y"',
  )
})

const HOSTILE = 'h\u001b[2Jx\n\u202ey\udcff'

test('takes links to files, beside the shared root or alone', async () => {
  await using w = await world({ ...usual.allRight(), 's.json': file('{}\n') })
  const files = ['--file-link', `settings.json=${w.root}/s.json`]
  const { code, stdout } = await check(w, ...files, '--json')
  expect(code).toBe(1)
  expect(JSON.parse(stdout)).toMatchObject({
    links: 8,
    findings: [
      { code: 'link-missing', path: '<root>/.claude-compte1/settings.json' },
      { code: 'link-missing', path: '<root>/.claude-compte2/settings.json' },
    ],
  })
  const homes = w.homes.flatMap(home => ['--home', home])
  const ensured = await vsl(['ensure', ...homes, ...files], { cwd: w.root })
  expect(ensured.code).toBe(0)
  const alone = await vsl(['check', ...homes, ...files], { cwd: w.root })
  expect(alone.stdout).toContain('Right: 2 homes, 2 links')

  const missing = await vsl(['ensure', ...homes, '--file-link', `CLAUDE.md=${w.root}/gone.md`], {
    cwd: w.root,
  })
  expect(without(w.root, missing)).toMatchObject({
    code: 1,
    stdout: expect.stringContaining(
      'target-missing: <root>/gone.md (target of "CLAUDE.md") is missing; expected a file; refused to create it, since its content is unknown',
    ),
  })
})

test('escapes hostile names, and finds a home whose name is not UTF-8', async () => {
  await using w = await world({ [HOSTILE]: dir({ l: linkTo('t\u001b[31m\n\udcfe') }), t: dir() })
  for (const json of ['', '--json']) {
    const line = `vsl check --home $'h\\e[2Jx\\n\\u202ey\\377' --link l="$PWD/t" ${json}`
    // Without a UTF-8 locale bash does not know what \u202e is.
    const ran = without(w.root, await bash(line, { cwd: w.root, env: { LC_ALL: 'C.UTF-8' } }))
    expect({ code: ran.code, stderr: ran.stderr }).toEqual({ code: 1, stderr: '' })
    expect(ran.stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e\ufffd]/u)
    if (json === '') {
      expect(ran.stdout).toContain('<root>/h\\x1b[2Jx\\n\\u{202e}y\\xff: 1 finding\n')
      expect(ran.stdout).toContain('is a symlink to "t\\x1b[31m\\n\\xfe", which does not exist')
    } else {
      expect(JSON.parse(ran.stdout)).toMatchObject({
        findings: [{ code: 'divergent-link', home: '<root>/h\u001b[2Jx\n\u202ey\\xff' }],
      })
    }
  }
})

test('reports in several formats at once, one of them on standard output', async () => {
  await using w = await world(usual.oneMissing())
  const ran = await check(w, '--json', '--reporter', 'junit:homes.xml', '--reporter', 'text:homes.txt')
  expect([ran.code, ran.stderr]).toEqual([1, ''])
  const [finding] = JSON.parse(ran.stdout).findings
  const suites = readXml(readFileSync(w.path('homes.xml'), 'utf8'))
  expect(junitProblems(suites)).toEqual([])
  // Two homes, three targets, and six links.
  expect(suites.attributes).toMatchObject({ tests: '11', failures: '1', errors: '0' })
  expect(suites.text.replaceAll(w.root, '<root>')).toContain(finding.message)
  expect(readFileSync(w.path('homes.txt'), 'utf8')).toContain('Not right: 1 finding in 2 homes, 6 links\n')
})

test.each([
  [['--json', '--reporter', 'junit'], 'junit and json would both go to standard output'],
  [['--reporter', 'sarif'], 'no format is called "sarif"; the formats are text, json, junit'],
  [['--reporter', 'junit:no/x'], 'the report "no/x" cannot be written: its directory does not exist'],
])('refuses %j', async (flags, message) => {
  await using w = await world(usual.allRight())
  const { code, stdout, stderr } = await check(w, ...flags)
  expect([code, stdout]).toEqual([2, ''])
  expect(stderr).toContain(message)
})

test('writes an error to a report, too', async () => {
  await using w = await world(usual.allRight())
  const ran = await vsl(['check', '--reporter', 'junit:x.xml'], { cwd: w.root })
  expect(ran.code).toBe(2)
  expect(readFileSync(w.path('x.xml'), 'utf8')).toContain('no home is given')
})

test('checks the homes that a glob matches; so does ensure', async () => {
  await using w = await world(usual.allRight())
  const args = ['--home', `${w.root}/.claude-comp*`, '--shared-root', w.root]
  for (const verb of ['check', 'ensure']) {
    expect((await vsl([verb, ...args], { cwd: w.root })).stdout).toContain('Right: 2 homes, 6 links\n')
    const none = await vsl([verb, '--home', '.codex*', '--shared-root', w.root], { cwd: w.root })
    expect(without(w.root, none)).toEqual({
      code: 2,
      stdout: '',
      stderr: 'error: no home matches "<root>/.codex*"\n',
    })
  }
})

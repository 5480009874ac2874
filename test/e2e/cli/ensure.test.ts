import { expect, test } from 'vitest'
import { dir, file, usual, type World, world } from '../../../fixtures/index.ts'
import { type Ran, vsl, without } from './built-command.ts'

async function ensure(w: World, ...more: readonly string[]): Promise<Ran> {
  const args = ['ensure', '--home', 'a', '--link', `projects=${w.root}/shared/projects`, ...more]
  return without(w.root, await vsl(args, { cwd: w.root }))
}

const LIST = `  parent  <root>/shared
  target  <root>/shared/projects
  home    <root>/a
  link    <root>/a/projects -> "<root>/shared/projects"
`

test('makes what is missing, and makes nothing in a second run', async () => {
  await using w = await world()
  expect(await ensure(w)).toEqual({
    code: 0,
    stdout: `Made 4:\n${LIST}\n<root>/a: no finding\n\nRight: 1 home, 1 link\n`,
    stderr: '',
  })
  const before = w.snapshot()
  expect(await ensure(w)).toEqual({
    code: 0,
    stdout: 'Made nothing\n\n<root>/a: no finding\n\nRight: 1 home, 1 link\n',
    stderr: '',
  })
  expect(w).toBeUntouchedSince(before)
  expect([{ name: 'projects', target: w.path('shared/projects') }]).toHaveSharedLinks(w.path('a'))
})

test('lists with --dry-run what it would make, and makes nothing', async () => {
  await using w = await world()
  const before = w.snapshot()
  expect(await ensure(w, '--dry-run')).toEqual({
    code: 0,
    stdout: `Would make 4:\n${LIST}\n<root>/a: no finding\n\nWould be right: 1 home, 1 link\n`,
    stderr: '',
  })
  expect(w).toBeUntouchedSince(before)
})

test('makes what it can, lists what is in the way, and exits 1', async () => {
  await using w = await world({ a: dir({ projects: file('x') }) })
  expect(await ensure(w)).toEqual({
    code: 1,
    stdout: `Made 2:
  parent  <root>/shared
  target  <root>/shared/projects

<root>/a: 1 finding

  blocked-link: <root>/a/projects (link) is a file; expected a symlink to "<root>/shared/projects"; refused to correct it, since that could lose data
  remedy:
    from=<root>/a/projects to=<root>/shared/projects &&
    (umask 077 && mkdir -p -- "$to") &&
    aside=$(mktemp -d -- "$from.aside.XXXXXX") &&
    mv -- "$from" "$aside/" &&
    ln -s -T -- "$to" "$from"

Not right: 1 finding in 1 home, 1 link
`,
    stderr: '',
  })
})

test.each(['--dry-run', '--equality=exact'])('prints what it made as JSON (%s)', async flag => {
  await using w = await world(usual.allRight())
  const { code, stdout } = await ensure(w, '--json', flag)
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toStrictEqual({
    version: 1,
    ok: true,
    homes: 1,
    links: 1,
    findings: [],
    made: [
      { role: 'parent', path: '<root>/shared', target: '<root>/shared/projects' },
      { role: 'target', path: '<root>/shared/projects', target: '<root>/shared/projects' },
      { role: 'home', path: '<root>/a', target: null },
      { role: 'link', path: '<root>/a/projects', target: '<root>/shared/projects' },
    ],
  })
})

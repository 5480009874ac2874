import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { dir, file, linkTo, world } from '../../../fixtures/index.ts'
import { lacksBwrap } from '../../machine/capabilities.ts'
import { vsl } from './built-command.ts'

const LINKS = (homes: string, base: string) => `#!/usr/bin/env bash
set -euo pipefail
for home in ${homes}; do
  for name in projects todos; do
    mkdir -p "${base}/$home" "${base}/shared/$name"
    [ -L "${base}/$home/$name" ] || ln -s "${base}/shared/$name" "${base}/$home/$name"
  done
done
`

const configOf = (root: string): unknown =>
  JSON.parse(readFileSync(`${root}/shared-links.config.json`, 'utf8'))

describe.skipIf(lacksBwrap)('init', () => {
  test('proposes the homes and links that a script makes, and the gate judges it without editing', async () => {
    await using w = await world({
      'install.sh': file(LINKS('.agent-a .agent-b', '$HOME')),
      'setup.sh': file('#!/bin/sh\necho no links here\n'),
    })
    const { code, stdout } = await vsl(['init'], { cwd: w.root })
    expect(stdout).toBe(`bash install.sh links, in an empty world:
  homes  .agent-a
         .agent-b
  links  projects -> shared/projects
         todos -> shared/todos

Wrote shared-links.config.json and .github/workflows/shared-links.yml.
Next: npx vitest-shared-links gate
`)
    expect(code).toBe(0)
    expect(configOf(w.root)).toEqual({
      $schema: './node_modules/vitest-shared-links/docs/config.schema.json',
      gate: {
        command: ['bash', 'install.sh'],
        homes: ['.agent-a', '.agent-b'],
        links: { projects: 'shared/projects', todos: 'shared/todos' },
      },
    })
    expect(readFileSync(w.path('.github/workflows/shared-links.yml'), 'utf8')).toContain(
      'npx vitest-shared-links gate --require-all\n',
    )
    const gate = await vsl(['gate', '--no-save', '--json', '--law', 'keeps-data', '--sample', '1/40'], {
      cwd: w.root,
    })
    expect(JSON.parse(gate.stdout)).toMatchObject({ ok: true, laws: [{ verdict: 'held' }] })
  })

  test('finds an absolute home, and names the other commands', async () => {
    const repository = {
      Makefile: file('link:\n\tln -s nowhere "$$HOME/x"\n'),
      scripts: dir({ 'link-homes.sh': file(LINKS('.claude', '/home/dev')) }),
    }
    await using w = await world(repository)
    const { stdout } = await vsl(['init'], { cwd: w.root })
    expect(stdout).toContain('bash scripts/link-homes.sh links, in an empty world at /home/dev:')
    expect(stdout).toContain('  vitest-shared-links init -- make -s link\n')
    expect(configOf(w.root)).toMatchObject({ gate: { mount: '/home/dev', homes: ['.claude'] } })
    await using named = await world(repository)
    await vsl(['init', '--', 'bash', 'scripts/link-homes.sh'], { cwd: named.root })
    expect(configOf(named.root)).toEqual(configOf(w.root))
  })

  test.each([
    ['where a directory takes no file', { '.github': dir({ workflows: linkTo('/proc') }) }, 'ENOENT'],
    ['where a file is in the way of a directory', { '.github': file('precious') }, 'ENOTDIR'],
  ])('writes both files or none: %s', async (_, tree, errno) => {
    await using w = await world({ ...tree, 'install.sh': file(LINKS('.agent-a', '$HOME')) })
    const before = w.snapshot()
    expect(await vsl(['init'], { cwd: w.root })).toEqual({
      code: 2,
      stdout: '',
      stderr: `error: .github/workflows/shared-links.yml cannot be written: ${errno}; nothing was written\n`,
    })
    expect(w).toBeUntouchedSince(before)
  })

  test('says how a command fails, and writes the usual homes', async () => {
    await using w = await world({ 'install.sh': file('echo "no \u001b[31mprofile" >&2; ln -s a b/c\n') })
    const { code, stdout } = await vsl(['init'], { cwd: w.root })
    expect(code).toBe(0)
    expect(stdout).toContain('sh install.sh fails in an empty world.')
    expect(stdout).toContain('  | no \\x1b[31mprofile\n')
    expect(configOf(w.root)).toMatchObject({ gate: { command: ['sh', 'install.sh'] } })
  })
})

test('init overwrites nothing, and finds nothing where nothing links', async () => {
  await using w = await world({ 'shared-links.config.ts': file('export default {}\n') })
  expect(await vsl(['init', '--', 'true'], { cwd: w.root })).toMatchObject({
    code: 2,
    stderr: 'error: shared-links.config.ts is there already; remove it, or edit it instead\n',
  })
  await using empty = await world({ 'install.sh': file('echo hello\n') })
  expect(await vsl(['init'], { cwd: empty.root })).toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringContaining('found no script here that makes symlinks'),
  })
})

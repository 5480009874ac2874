import { writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { dir, file, linkTo, world } from '../../../fixtures/index.ts'
import { bash, vsl } from './built-command.ts'

/** Links with care, and clears a name that only one machine has something at. */
const CLEARS = file(`set -e
mkdir -p "$HOME/a" "$HOME/shared"
rm -rf "$HOME/a/projects.save"
test "$(readlink "$HOME/a/projects")" = "$HOME/shared" || ln -sT "$HOME/shared" "$HOME/a/projects"
`)
const GATE = [
  ...['gate', '--no-save', '--json', '--home', 'a', '--link', 'projects=shared', '--sandbox', 'none'],
  ...['--runs', '0', '--sample', '1/500', '--law', 'keeps-data'],
]

test('a gate runs the command on a machine that was captured, and on what breeds from it', async () => {
  await using w = await world({
    'link.sh': CLEARS,
    prod: dir({
      home: dir({ projects: linkTo('../shared'), 'projects.save': dir({ 'q3-plan.jsonl': file('secret') }) }),
    }),
    hosts: dir(),
  })
  const inWorld = { cwd: w.root }
  const line = 'vsl capture --home prod/home --link "projects=$PWD/prod/shared" > hosts/prod-1.json'
  expect(await bash(line, inWorld)).toEqual({ code: 0, stdout: '', stderr: '' })

  const command = ['--', 'sh', w.path('link.sh')]
  const without = await vsl([...GATE, ...command], inWorld)
  expect(without.code, without.stderr).not.toBe(1)

  const ran = await vsl([...GATE, '--machine', 'hosts/*.json', ...command], inWorld)
  expect(ran.code, ran.stderr).toBe(1)
  const [law] = JSON.parse(ran.stdout).laws
  expect(law.counterexample.summary).toBe(
    '`a/projects.save/n1.jsonl` (6 bytes) was destroyed: it was in the account home `a`',
  )

  writeFileSync(
    w.path('shared-links.config.json'),
    JSON.stringify({ gate: { command: ['sh', 'link.sh'], machines: ['hosts/*.json'] } }),
  )
  const configured = await vsl([...GATE, '--runs', '9'], { cwd: w.path('hosts') })
  expect(configured.code, configured.stderr).toBe(1)
  expect(JSON.parse(configured.stdout).worlds).toBeGreaterThan(JSON.parse(ran.stdout).worlds)
})

test.each([
  ['capture --home a', 'no link is given'],
  ['capture --home file/a --shared-root "$PWD"', 'a home or a target cannot be looked at: ENOTDIR'],
  ['gate --self --machine file', 'These captured machines cannot be used:\n  "file": it is not JSON'],
  ['gate --self --machine none.json', '"none.json": it cannot be read: ENOENT'],
])('%s is refused', async (words, message) => {
  await using w = await world({ file: file('{') })
  const { code, stdout, stderr } = await bash(`vsl ${words}`, { cwd: w.root })
  expect([code, stdout]).toEqual([2, ''])
  expect(stderr).toContain(message)
})

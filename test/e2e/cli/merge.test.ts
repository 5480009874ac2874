import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { fifo, file, world } from '../../../fixtures/index.ts'
import { CAREFUL, REMOVES } from '../../reconcilers/shell-scripts.ts'
import { bash, type Ran, type RunOptions, vsl } from './built-command.ts'

const LINKS = ['--home', 'a', '--link', 'projects=shared']
const FEW = [...LINKS, '--no-save', '--runs', '3', '--sample', '1/20', '--sandbox', 'none']
const LAWS = ['keeps-data', 'crash-safe', 'fault-safe', 'private'].flatMap(id => ['--law', id])

/** All that a JSON report says, but for the times, and the calls that each shard stopped. */
function said(text: string): unknown {
  const { subjects, ...whole } = JSON.parse(text)
  const saidOf = ({ seconds: _, calls: __, laws, shard, ...report }: Record<string, unknown>) => {
    expect(shard).toBeNull()
    if (!Array.isArray(laws)) throw new Error('there are no laws')
    return { ...report, laws: laws.map((law: object) => ({ ...law, seconds: 0 })) }
  }
  return Array.isArray(subjects) ? subjects.map(saidOf) : saidOf(whole)
}

test.each([
  ['that loses data', REMOVES, 1],
  ['that holds the laws', CAREFUL, 0],
])('the shards of a gate on a script %s say together what one run says', async (_, script, code) => {
  await using w = await world({ 'link.sh': file(script) })
  const inWorld: RunOptions = { cwd: w.root }
  const command = ['--', 'sh', 'link.sh']
  const whole = await vsl(['gate', '--json', ...FEW, ...LAWS, ...command], inWorld)
  expect(whole.code, whole.stderr).toBe(code)
  for (const index of [1, 2]) {
    const part = ['--shard', `${index}/2`, '--reporter', `json:shard-${index}.json`]
    const { stderr, ...ran } = await vsl(['gate', ...FEW, ...LAWS, ...part, ...command], inWorld)
    expect([0, 1], stderr).toContain(ran.code)
  }
  const reporters = ['junit', 'sarif', 'html'].map(format => `--reporter ${format}:all.${format}`).join(' ')
  const merged = await bash(`vsl gate --merge shard-*.json --json ${reporters}`, inWorld)
  expect(merged.code, merged.stderr).toBe(code)
  expect(said(merged.stdout)).toEqual(said(whole.stdout))
  const read = (format: string) => readFileSync(w.path(`all.${format}`), 'utf8')
  expect(read('junit')).toContain('<testsuite')
  expect(JSON.parse(read('sarif')).runs).toHaveLength(1)
  expect(read('html')).toContain('sh link.sh')
  const text = await bash('vsl gate --merge shard-*.json', inWorld)
  expect(text.stdout).toMatch(/^sh link\.sh: \d+ worlds, seed 1, /u)

  rmSync(w.path('shard-2.json'))
  expect(await bash('vsl gate --merge shard-*.json', inWorld)).toEqual(
    refused('These reports cannot be merged:\n  1 shard of 2 missing: 2'),
  )
})

test('the shards of a config with several subjects are merged by subject', async () => {
  const shared = {
    homes: ['a'],
    links: { projects: 'shared' },
    runs: 0,
    laws: ['keeps-data'],
    sandbox: 'none',
  }
  const subjects = {
    install: {
      command: ['sh', 'install.sh'],
      waive: { private: { reason: 'not ours', until: '2999-01-31' } },
    },
    removal: { command: ['sh', 'removal.sh'] },
    broken: { command: ['false'] },
  }
  await using w = await world({ 'install.sh': file(CAREFUL), 'removal.sh': file(REMOVES) })
  const inWorld: RunOptions = { cwd: w.root }
  writeFileSync(w.path('shared-links.config.json'), JSON.stringify({ gate: { ...shared, subjects } }))
  const few = ['gate', '--no-save', '--sample', '1/20']
  const whole = await vsl([...few, '--json', '--subject', 'install', '--subject', 'removal'], inWorld)
  expect(whole.code, whole.stderr).toBe(1)
  for (const index of [1, 2])
    await vsl([...few, '--shard', `${index}/2`, '--reporter', `json:shard-${index}.json`], inWorld)
  const merged = await bash('vsl gate --merge shard-*.json --json', inWorld)
  expect(merged.code).toBe(2)
  const { subjects: all } = JSON.parse(merged.stdout)
  expect(all[2]).toMatchObject({
    name: 'broken',
    ok: false,
    error: expect.stringContaining('empty world'),
  })
  expect(said(JSON.stringify({ subjects: all.slice(0, 2) }))).toEqual(said(whole.stdout))
})

test('a shard remembers nothing, so that the next one plans the same', async () => {
  await using w = await world({ 'link.sh': file(REMOVES) })
  const flags = [
    '--runs',
    '0',
    '--sample',
    '1/20',
    '--sandbox',
    'none',
    '--law',
    'keeps-data',
    '--shard',
    '1/2',
  ]
  await vsl(['gate', ...LINKS, ...flags, '--', 'sh', 'link.sh'], { cwd: w.root })
  expect(() => readFileSync(w.path('shared-links.regressions.json'))).toThrow('ENOENT')
})

test.each([
  ['--merge', "option '--merge <FILE...>' argument missing"],
  ['--merge ""', '--merge: expected a path, not ""'],
  ['--merge nowhere.json', '--merge: "nowhere.json" cannot be read (ENOENT)'],
  ['--merge /dev/zero', '--merge: "/dev/zero" is no file'],
  ['--merge pipe', '--merge: "pipe" is no file'],
  [
    '--merge a.json --reporter json:./a.json',
    'the report "./a.json" would replace a file that --merge reads',
  ],
  ['--merge a.json --seed 2', '--seed: --merge takes this from the reports'],
  ['--merge a.json -- sh link.sh', '--merge runs nothing: leave out the command'],
  ['--shard 1/2 --bail --self', '--bail: a shard that ends early cannot be merged with the others'],
  ['--shard 1/2 --budget 9s --self', '--budget: a shard that ends early cannot be merged with the others'],
])('gate %s is refused', async (words, message) => {
  await using w = await world({ pipe: fifo() })
  expect(await bash(`vsl gate ${words}`, { cwd: w.root })).toEqual(refused(message))
})

function refused(message: string): Ran {
  return { code: 2, stdout: '', stderr: `error: ${message}\n` }
}

import { lstatSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { file, type World, world } from '../../../fixtures/index.ts'
import { lacksBwrap } from '../../machine/capabilities.ts'
import { vsl } from './built-command.ts'

const FILE = 'shared-links.regressions.json'

/** Removes whatever is at the path of the one link that is requested. */
const LOSES = file(`mkdir -p .claude-compte1 .claude-compte2 .claude-session-env-shared
for home in .claude-compte1 .claude-compte2; do
  rm -rf "$home/session-env"
  ln -s "$PWD/.claude-session-env-shared" "$home/session-env"
done
`)
/** The same, but it refuses to remove anything. */
const FIXED = `mkdir -p .claude-compte1 .claude-compte2 .claude-session-env-shared
for home in .claude-compte1 .claude-compte2; do
  [ -L "$home/session-env" ] || ln -sT "$PWD/.claude-session-env-shared" "$home/session-env" || exit 1
done
`
const ARGS = ['gate', '--runs', '0', '--sample', '1/30', '--law', 'keeps-data', '--link']
const LINK = 'session-env=.claude-session-env-shared'

const judge = (w: World, ...more: readonly string[]) =>
  vsl([...ARGS, LINK, ...more, '--', 'sh', w.path('link.sh')], { cwd: w.root })

describe.skipIf(lacksBwrap)('a world that breaks a law', () => {
  test('is saved, and tried first in the next run', async () => {
    await using w = await world({ 'link.sh': LOSES })
    const first = await judge(w)
    expect(first.code).toBe(1)
    expect(first.stderr).toContain(`saved in ${FILE}, and tried first in the next run: commit it\n`)
    const saved = readFileSync(w.path(FILE), 'utf8')
    const { version, worlds } = JSON.parse(saved)
    expect(version).toBe(2)
    expect(worlds).toMatchObject([
      { law: 'keeps-data', homes: ['.claude-compte1', '.claude-compte2'], trouble: null },
    ])

    const second = await judge(w)
    expect(second.code).toBe(1)
    expect(second.stderr).not.toContain('saved')
    expect(readFileSync(w.path(FILE), 'utf8')).toBe(saved)
    expect(readdirSync(w.root).sort()).toEqual(['link.sh', FILE])
  })

  test('is reported to hold once the command is fixed', async () => {
    await using w = await world({ 'link.sh': LOSES })
    await judge(w)
    writeFileSync(w.path('link.sh'), FIXED)
    const { stdout } = await judge(w)
    expect(stdout).toContain('note: 1 world that broke keeps-data before was tried first, and now holds\n')
  })

  test('is tried even in a sample that holds no other world', async () => {
    await using w = await world({ 'link.sh': LOSES })
    await judge(w)
    // With this many samples, the first one holds only the first world.
    const { code, stdout } = await vsl(
      [
        'gate',
        '--json',
        '--runs',
        '0',
        '--sample',
        '1/9999',
        '--law',
        'keeps-data',
        '--link',
        LINK,
        '--',
        'sh',
        w.path('link.sh'),
      ],
      { cwd: w.root },
    )
    expect([code, JSON.parse(stdout).worlds]).toEqual([1, 1])
  })

  test('is neither saved nor read with --no-save', async () => {
    await using w = await world({ 'link.sh': LOSES })
    expect((await judge(w, '--no-save')).code).toBe(1)
    expect(readdirSync(w.root)).toEqual(['link.sh'])
    writeFileSync(w.path(FILE), 'no JSON')
    expect((await judge(w, '--no-save')).code).toBe(1)
  })

  test('is not saved through a symlink', async () => {
    await using w = await world({
      'link.sh': LOSES,
      'precious.json': file('{ "version": 1, "worlds": [] }\n'),
    })
    symlinkSync('precious.json', w.path(FILE))
    expect((await judge(w)).stderr).toContain(`nothing was saved in ${FILE}: it is not a file\n`)
    expect(lstatSync(w.path(FILE)).isSymbolicLink()).toBe(true)
    expect(readFileSync(w.path('precious.json'), 'utf8')).toBe('{ "version": 1, "worlds": [] }\n')
  })
})

test('an invalid file is an error that says what to do, and is left as it is', async () => {
  await using w = await world({ 'link.sh': LOSES, [FILE]: file('{ "version": 1, "worlds": [{}] }\n') })
  const { code, stdout, stderr } = await judge(w)
  expect(code).toBe(2)
  expect(stdout).toBe('')
  expect(stderr).toContain(`${FILE} is not a valid regressions file:\n  worlds.0.`)
  expect(stderr).toContain('Fix it, restore it from version control, or move it away')
  expect(readFileSync(w.path(FILE), 'utf8')).toBe('{ "version": 1, "worlds": [{}] }\n')
})

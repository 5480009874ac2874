import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { usual, world } from '../../fixtures/index.ts'
import { LAWS } from '../../src/laws/summaries.ts'
import { allBlocks, blocksOf, withBuiltCommand } from './docs/pages.ts'
import { REPOSITORY } from './nested-project.ts'

const MAIN = `${REPOSITORY}dist/src/cli/main.js`
const README = readFileSync(`${REPOSITORY}README.md`, 'utf8')

/** The code blocks of a section of the README. */
function blocksIn(title: string): string[] {
  const section = README.split(/^## /mu).find(text => text.startsWith(`${title}\n`)) ?? ''
  return [...section.matchAll(/^```\w+\n([\s\S]*?)^```$/gmu)].map(([, code = '']) => code)
}

// docs/code.test.ts runs the README's TypeScript, and docs/commands.test.ts checks its command lines.
describe('the README', () => {
  test('begins its sections on trying and testing with one command', () => {
    expect(blocksIn('Try it')[0]).toBe('npm install && npm run --silent gate\n')
    expect(blocksIn('Test it')[0]).toBe('npm install && npm test\n')
  })

  test.each(['Test your provisioning', 'Gate your deployment repo', 'Judge your own reconciler'])(
    'has a quick start of ten lines at most: %s',
    title => {
      // The first line of TypeScript is the name of its file.
      const lengths = blocksIn(title).map(
        code =>
          code
            .replace(/^\/\/ .*\n/u, '')
            .trimEnd()
            .split('\n').length,
      )
      expect(lengths.length).toBeGreaterThan(0)
      expect(Math.max(...lengths)).toBeLessThanOrEqual(10)
    },
  )

  test('lists every law with its level, what must hold, and a link to its page', () => {
    const rows = [
      ...README.matchAll(/^\| (\w+) \| \[`([\w-]+)`\]\(docs\/laws\/([\w-]+)\.md\) \| (.+) \|$/gmu),
    ]
    const says = new Map(LAWS.map(law => [law.id as string, law.says]))
    expect(rows.map(([, level, id, page]) => ({ level, id, page }))).toEqual(
      LAWS.map(({ level, id }) => ({ level, id, page: id })),
    )
    for (const [, , id = '', , text] of rows) expect(text).toContain(says.get(id))
  })

  test('shows commands for a real machine that change nothing', async () => {
    await using w = await world(usual.oneMissing())
    const before = w.snapshot()
    const commands = blocksOf('README.md').find(({ code }) => code.includes('check --home'))
    const { stdout } = spawnSync('bash', ['-c', withBuiltCommand(commands?.code ?? '')], {
      env: { PATH: process.env['PATH'] ?? '', HOME: w.root },
      encoding: 'utf8',
    })
    expect(stdout.replaceAll(w.root, '~')).toContain('~/.claude-compte1/projects')
    expect(w).toBeUntouchedSince(before)
  })
})

describe('each picture in the documentation is what the gate prints', () => {
  const PICTURES = allBlocks().filter(({ language }) => language === 'text')
  const SHOWN = [
    { page: 'README.md', folder: 'ln-sfn', law: 'keeps-data', script: 'install.sh' },
    { page: 'docs/gate.md', folder: 'check-then-force', law: 'yields-to-others', script: 'link-homes.sh' },
  ]
  // `ln` gives its temporary link another name each time.
  const plain = (text: string) => text.replaceAll(/\bCu\w{6}\b/g, 'CuXXXXXX')

  test('there is one on each of these pages, and no other', () => {
    expect(PICTURES.map(({ page }) => page)).toEqual(SHOWN.map(({ page }) => page))
  })

  test.each(SHOWN)('$page', { timeout: 300_000 }, ({ page, folder, law, script }) => {
    const flags = ['--no-save', '--law', law, '--runs', '1']
    const { stdout } = spawnSync(process.execPath, [MAIN, 'gate', ...flags, '--', 'bash', script], {
      cwd: `${REPOSITORY}test/e2e/deployments/${folder}`,
      encoding: 'utf8',
      env: { PATH: process.env['PATH'] ?? '' },
    })
    const drawn = `${stdout.slice(stdout.indexOf(`✗ ${law}:`), stdout.indexOf('\n\n  Output'))}\n`
    expect(plain(PICTURES.find(picture => picture.page === page)?.code ?? '')).toBe(plain(drawn))
  })
})

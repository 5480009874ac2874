import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { usual, world } from '../../fixtures/index.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const MAIN = `${ROOT}dist/src/cli/main.js`
const README = readFileSync(`${ROOT}README.md`, 'utf8')
const PROJECT = `${ROOT}node_modules/.cache/vitest-shared-links/readme-${process.pid}`

afterAll(() => rmSync(PROJECT, { recursive: true, force: true }))

/** What stands in the README's code blocks of a language. */
function blocks(language: string): string[] {
  return [...README.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gmu'))].map(
    ([, code]) => code ?? '',
  )
}

/** A code block that begins with its file's name, `// provision.test.ts`, written into a project that has the package. */
function written(name: string): string {
  const code = blocks('ts').find(block => block.startsWith(`// ${name}\n`))
  expect(code, `a block that begins with // ${name}`).toBeDefined()
  mkdirSync(`${PROJECT}/node_modules`, { recursive: true })
  symlinkSync(ROOT, `${PROJECT}/node_modules/vitest-shared-links`)
  writeFileSync(`${PROJECT}/package.json`, '{ "type": "module" }')
  writeFileSync(`${PROJECT}/${name}`, code ?? '')
  return `${PROJECT}/${name}`
}

function vitest(setup: string): { readonly status: number | null; readonly output: string } {
  writeFileSync(`${PROJECT}/vitest.config.mjs`, `export default { test: { ${setup} } }\n`)
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [`${ROOT}node_modules/vitest/vitest.mjs`, 'run', '--root', PROJECT],
    {
      env: { PATH: process.env['PATH'] ?? '', HOME: PROJECT, NO_COLOR: '1' },
      encoding: 'utf8',
    },
  )
  return { status, output: stdout + stderr }
}

describe("the README's code runs as it stands there", () => {
  test('for a test suite', () => {
    rmSync(PROJECT, { recursive: true, force: true })
    written('provision.test.ts')
    const { status, output } = vitest("setupFiles: ['vitest-shared-links/vitest']")
    expect(output).toContain('2 passed')
    expect(status).toBe(0)
  })

  test('for a reconciler of one’s own', () => {
    rmSync(PROJECT, { recursive: true, force: true })
    written('laws.test.ts')
    const { status, output } = vitest('')
    expect(output).toContain('10 passed')
    expect(status).toBe(0)
  })

  test('for one that can be stopped between its calls', () => {
    rmSync(PROJECT, { recursive: true, force: true })
    written('port.test.ts')
    const { status, output } = vitest('')
    expect(output).toContain('9 passed')
    expect(status).toBe(0)
  })

  test('for a property over drawn worlds', () => {
    rmSync(PROJECT, { recursive: true, force: true })
    written('property.test.ts')
    const { status, output } = vitest("setupFiles: ['vitest-shared-links/vitest']")
    expect(output).toContain('1 passed')
    expect(status).toBe(0)
  })

  test('for the reconciler', async () => {
    rmSync(PROJECT, { recursive: true, force: true })
    await using w = await world()
    const path = written('reconcile.ts')
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll('/tmp/vsl-example', w.root))
    const jiti = `${ROOT}node_modules/jiti/lib/jiti-cli.mjs`
    const output = execFileSync(process.execPath, [jiti, path], { encoding: 'utf8' })
    expect(output).toBe('11 things to make\n0 findings\n')
  })

  test('for a config', async () => {
    rmSync(PROJECT, { recursive: true, force: true })
    await using w = await world(usual.oneMissing())
    const path = written('shared-links.config.ts')
    const code = readFileSync(path, 'utf8').replace('/home/ubuntu', w.root)
    writeFileSync(path, code.replaceAll('.claude-compte', `${w.root}/.claude-compte`))
    const env = { PATH: process.env['PATH'] ?? '', HOME: PROJECT }
    const run = (...args: readonly string[]) =>
      spawnSync(process.execPath, [MAIN, ...args], { cwd: PROJECT, env, encoding: 'utf8' })
    expect(run('check').stdout.trimEnd().split('\n').at(-1)).toBe('Not right: 1 finding in 2 homes, 6 links')
    // It gets as far as the flag, which alone is wrong.
    expect(run('gate', '--seed', 'x').stderr).toBe(
      'error: --seed: expected a whole number from -2147483648 to 2147483647, not "x"\n',
    )
  })

  test('for a real machine', async () => {
    await using w = await world(usual.oneMissing())
    const commands = blocks('sh').find(block => block.includes('check --home')) ?? ''
    const here = commands.replaceAll('npx vitest-shared-links', `"${process.execPath}" "${MAIN}"`)
    const { stdout } = spawnSync('bash', ['-c', here], {
      env: { PATH: process.env['PATH'] ?? '', HOME: w.root },
      encoding: 'utf8',
    })
    expect(stdout.replaceAll(w.root, '~')).toContain('~/.claude-compte1/projects')
    expect(w).not.toHaveSharedLinks()
  })
})

describe('the README says what is so', () => {
  test('the pictures are what the gate prints', () => {
    const drawn = (folder: string, law: string, script: string) => {
      const { stdout } = spawnSync(
        process.execPath,
        [MAIN, 'gate', '--no-save', '--law', law, '--runs', '1', '--', 'bash', script],
        {
          cwd: `${ROOT}test/e2e/deployments/${folder}`,
          encoding: 'utf8',
          env: { PATH: process.env['PATH'] ?? '' },
        },
      )
      return `${stdout.slice(stdout.indexOf(`✗ ${law}:`), stdout.indexOf('\n\n  It ended'))}\n`
    }
    // `ln` gives its temporary link another name each time.
    const plain = (text: string) => text.replaceAll(/\bCu\w{6}\b/g, 'CuXXXXXX')
    expect(blocks('text').map(plain)).toEqual([
      plain(drawn('ln-sfn', 'keeps-data', 'install.sh')),
      plain(drawn('check-then-force', 'yields-to-others', 'link-homes.sh')),
    ])
  })
})

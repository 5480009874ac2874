import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { usual, world } from '../../fixtures/index.ts'
import { type NestedProject, nestedProject, REPOSITORY } from './nested-project.ts'

const MAIN = `${REPOSITORY}dist/src/cli/main.js`
const README = readFileSync(`${REPOSITORY}README.md`, 'utf8')

/** What stands in the README's code blocks of a language. */
function blocks(language: string): string[] {
  return [...README.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gmu'))].map(
    ([, code]) => code ?? '',
  )
}

/** Writes a code block that begins with its file's name, such as `// provision.test.ts`, into a project. */
function written(name: string, project: NestedProject): string {
  const code = blocks('ts').find(block => block.startsWith(`// ${name}\n`))
  expect(code, `a block that begins with // ${name}`).toBeDefined()
  return project.write(name, code ?? '')
}

describe("the README's code runs as it stands there", () => {
  let project: NestedProject
  beforeEach(() => {
    project = nestedProject('readme')
  })
  afterEach(() => project.remove())

  test('for a test suite', () => {
    written('provision.test.ts', project)
    const { status, output } = project.vitest("setupFiles: ['vitest-shared-links/vitest']")
    expect(output).toContain('2 passed')
    expect(status).toBe(0)
  })

  test('for a reconciler of one’s own', () => {
    written('laws.test.ts', project)
    const { status, output } = project.vitest()
    expect(output).toContain('11 passed')
    expect(status).toBe(0)
  })

  test('for one that can be stopped between its calls', () => {
    written('port.test.ts', project)
    const { status, output } = project.vitest()
    expect(output).toContain('10 passed')
    expect(status).toBe(0)
  })

  test('for a property over drawn worlds', () => {
    written('property.test.ts', project)
    const { status, output } = project.vitest("setupFiles: ['vitest-shared-links/vitest']")
    expect(output).toContain('1 passed')
    expect(status).toBe(0)
  })

  test('for the reconciler', async () => {
    await using w = await world()
    const path = written('reconcile.ts', project)
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll('/tmp/vsl-example', w.root))
    const jiti = `${REPOSITORY}node_modules/jiti/lib/jiti-cli.mjs`
    const output = execFileSync(process.execPath, [jiti, path], { encoding: 'utf8' })
    expect(output).toBe('11 things to make\n0 findings\n')
  })

  test('for a config', async () => {
    await using w = await world(usual.oneMissing())
    const path = written('shared-links.config.ts', project)
    const code = readFileSync(path, 'utf8').replace('/home/ubuntu', w.root)
    writeFileSync(path, code.replaceAll('.claude-compte', `${w.root}/.claude-compte`))
    const env = { PATH: process.env['PATH'] ?? '', HOME: project.path }
    const run = (...args: readonly string[]) =>
      spawnSync(process.execPath, [MAIN, ...args], { cwd: project.path, env, encoding: 'utf8' })
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
          cwd: `${REPOSITORY}test/e2e/deployments/${folder}`,
          encoding: 'utf8',
          env: { PATH: process.env['PATH'] ?? '' },
        },
      )
      return `${stdout.slice(stdout.indexOf(`✗ ${law}:`), stdout.indexOf('\n\n  Output'))}\n`
    }
    // `ln` gives its temporary link another name each time.
    const plain = (text: string) => text.replaceAll(/\bCu\w{6}\b/g, 'CuXXXXXX')
    expect(blocks('text').map(plain)).toEqual([
      plain(drawn('ln-sfn', 'keeps-data', 'install.sh')),
      plain(drawn('check-then-force', 'yields-to-others', 'link-homes.sh')),
    ])
  })
})

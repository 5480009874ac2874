import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { usual, world } from '../../../fixtures/index.ts'
import { type NestedProject, nestedProject, REPOSITORY } from '../nested-project.ts'
import { allBlocks } from './pages.ts'

/** The file name with which a block begins (`// provision.test.ts`), and its code. */
const FILES = allBlocks()
  .filter(({ language }) => language === 'ts')
  .map(({ page, code }) => ({ page, name: /^\/\/ ([\w.-]+\.ts)\n/u.exec(code)?.[1] ?? '', code }))

const TESTS = FILES.filter(({ name }) => name.endsWith('.test.ts'))
const CONFIGS = FILES.filter(({ name }) => name.endsWith('.config.ts'))
const PROGRAMS = FILES.filter(one => !TESTS.includes(one) && !CONFIGS.includes(one))

/** What each program prints. */
const PRINTED: Readonly<Record<string, string>> = {
  'ensure.ts': '11 things to make\n0 findings\n',
  'judged.ts': 'true keeps-data held\n',
  'without-vitest.ts': 'shared\n',
}

describe('the TypeScript of the documentation', () => {
  let project: NestedProject
  beforeEach(() => {
    project = nestedProject('docs')
  })
  afterEach(() => project.remove())

  test('names its files, and shows no two files of one name', () => {
    expect(FILES.filter(({ name }) => name === '')).toEqual([])
    const codes = new Map(FILES.map(({ name, code }) => [name, code]))
    expect(FILES.filter(({ name, code }) => codes.get(name) !== code)).toEqual([])
  })

  test('compiles', () => {
    const types = ['node', 'vitest-shared-links/vitest']
    const compilerOptions = { types, allowImportingTsExtensions: false }
    project.write(
      'tsconfig.json',
      JSON.stringify({
        extends: `${REPOSITORY}tsconfig.json`,
        compilerOptions,
        include: ['*.ts'],
        exclude: [],
      }),
    )
    for (const { name, code } of FILES) project.write(name, code)
    const tsc = [`${REPOSITORY}node_modules/typescript/bin/tsc`, '-p', `${project.path}/tsconfig.json`]
    expect(spawnSync(process.execPath, tsc, { cwd: project.path, encoding: 'utf8' }).stdout).toBe('')
  })

  test('passes, where it is a test', { timeout: 300_000 }, () => {
    for (const { name, code } of TESTS) project.write(name, code)
    const { status, output } = project.vitest("setupFiles: ['vitest-shared-links/vitest']")
    expect({ status, output }).toMatchObject({ status: 0 })
    const count = new Set(TESTS.map(({ name }) => name)).size
    expect(count).toBeGreaterThan(3)
    expect(output).toMatch(new RegExp(`Test Files +${count} passed \\(${count}\\)`, 'u'))
  })

  test.each(PROGRAMS)('prints what it should, where it is a program: $name', async ({ name, code }) => {
    await using w = await world()
    const path = project.write(name, code.replaceAll('/tmp/vsl-example', w.root))
    const jiti = `${REPOSITORY}node_modules/jiti/lib/jiti-cli.mjs`
    expect(execFileSync(process.execPath, [jiti, path], { encoding: 'utf8' })).toBe(PRINTED[name])
  })

  test.each(CONFIGS)('is read, where it is a config: $name in $page', async ({ name, code }) => {
    await using w = await world(usual.oneMissing())
    const path = project.write(name, code.replace('/home/ubuntu', w.root))
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll('.claude-compte', `${w.root}/.claude-compte`))
    const env = { PATH: process.env['PATH'] ?? '', HOME: project.path }
    const found = name.startsWith('shared-links.') ? [] : ['--config', name]
    const run = (...args: readonly string[]) =>
      spawnSync(process.execPath, [`${REPOSITORY}dist/src/cli/main.js`, ...args, ...found], {
        ...{ cwd: project.path, env, encoding: 'utf8' },
      })
    expect(run('check').stdout.trimEnd().split('\n').at(-1)).toBe('Not right: 1 finding in 2 homes, 6 links')
    // It gets as far as the flag, which alone is wrong.
    expect(run('gate', '--seed', 'x').stderr).toBe(
      'error: --seed: expected a whole number from -2147483648 to 2147483647, not "x"\n',
    )
  })
})

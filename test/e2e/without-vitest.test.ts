import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { entryPoints } from '../architecture/entry-points.ts'
import { built } from './built-package.ts'

/** Makes `vitest` and its parts impossible to resolve, as where it is not installed. */
const HOOKS = `export async function resolve(specifier, context, next) {
  if (/^vitest(\\/|$)/.test(specifier)) throw new Error('vitest is not installed')
  return next(specifier, context)
}`
const REGISTER = `import { register } from 'node:module'
register(${JSON.stringify(urlOf(HOOKS))})`

/** Runs a module in a process that has no vitest. */
function withoutVitest(...lines: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', urlOf(REGISTER), '--input-type=module', '-e', lines.join('\n')],
    { encoding: 'utf8' },
  )
  return { status, stdout, stderr }
}

const MODULES = entryPoints().filter(({ name }) => !name.startsWith('$ '))
const FOR_VITEST = MODULES.filter(({ name }) => name.endsWith('/vitest'))
const RUNNER_FREE = MODULES.filter(module => !FOR_VITEST.includes(module))

test('every entry point that is not for vitest loads without it', () => {
  const code = RUNNER_FREE.map(({ file }) => `await import(${JSON.stringify(urlOfBuilt(file))})`)
  expect(withoutVitest(...code, 'console.log("loaded")')).toEqual({
    status: 0,
    stdout: 'loaded\n',
    stderr: '',
  })
})

test.for(FOR_VITEST)('$name asks for vitest', ({ file }) => {
  const { status, stderr } = withoutVitest(`await import(${JSON.stringify(urlOfBuilt(file))})`)
  expect(status).toBe(1)
  expect(stderr).toContain('vitest is not installed')
})

test('node:test builds worlds, and judges a reconciler', () => {
  const { status, stdout } = withoutVitest(
    'import assert from "node:assert"',
    'import { test } from "node:test"',
    `import { usual, world } from ${JSON.stringify(built('fixtures/index.js'))}`,
    `import { fn, judge } from ${JSON.stringify(built('src/properties/index.js'))}`,
    `import { ensureForAccounts } from ${JSON.stringify(built('src/index.js'))}`,
    'test("a world", async () => {',
    '  const w = await world(usual.oneMissing())',
    '  assert.equal(ensureForAccounts(w.homes, w.required).made.length, 1)',
    '  await w.remove()',
    '})',
    'test("the laws", async () => {',
    '  const right = fn("right", (homes, required) => ensureForAccounts(homes, required))',
    '  const { ok, worlds } = await judge(right, { numRuns: 3, sample: { index: 1, count: 20 } })',
    '  assert.ok(ok)',
    '  assert.ok(worlds > 10)',
    '})',
  )
  expect(stdout).toContain('# pass 2\n# fail 0\n')
  expect(status).toBe(0)
})

function urlOfBuilt(file: string): string {
  return built(file.replace(/\.ts$/, '.js'))
}

function urlOf(code: string): string {
  return `data:text/javascript,${encodeURIComponent(code)}`
}

import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { built } from '../built-package.ts'

/** Runs a module in a new process, without a test runner, and returns what it prints. */
function run(...lines: readonly string[]): string {
  const module = [
    `import { expect, MatcherError } from ${JSON.stringify(built('matchers/expect.js'))}`,
    `import { world, usual } from ${JSON.stringify(built('fixtures/index.js'))}`,
    'const w = await world(usual.oneMissing())',
    'const say = fn => { try { fn(); console.log("passed") } catch (error) { console.log(error.message.replaceAll(w.root, "ROOT").split("\\n")[0]) } }',
    ...lines,
    'await w.remove()',
  ]
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', module.join('\n')], {
    encoding: 'utf8',
  })
  return stdout + stderr
}

test('expect has the matchers and their .not without a runner', () => {
  expect(
    run(
      'const link = w.path(".claude-compte2/projects"), target = w.path(".claude-projects-shared"), before = w.snapshot()',
      'say(() => expect(w).toHaveSharedLinks())',
      'say(() => expect(w).toHaveSharedLinks(w.homes[1]))',
      'say(() => expect(w).not.toHaveSharedLinks(w.homes[1]))',
      'say(() => expect(link).toLinkTo(target))',
      'say(() => expect(link).not.toLinkTo(target))',
      'say(() => expect(link).toResolveTo("/"))',
      'say(() => expect(w.homes).toShareState("projects"))',
      'say(() => expect(w).toMatchTree({}, { extra: true }))',
      'say(() => expect(w).toKeepAll(before))',
      'say(() => expect(w).toBeUntouchedSince(before))',
      'say(() => expect(() => {}).toRefuse("blocked-link"))',
    ).split('\n'),
  ).toEqual([
    '1 of 2 homes does not expose every shared link, with 1 finding',
    'passed',
    'expected a wrong or missing link, but every link is right: 3 links of 1 home',
    'passed',
    'expected {root}/.claude-compte2/projects not to be a symlink to "{root}/.claude-projects-shared"',
    'expected {root}/.claude-compte2/projects to lead to /',
    '1 of 1 name does not lead to one directory or file from every home',
    'passed',
    'passed',
    'passed',
    'expected a refusal with blocked-link, but nothing was thrown',
    '',
  ])
})

test('expect has vitest’s own matchers, asymmetric ones, promises and extend', () => {
  expect(
    run(
      'const link = w.path(".claude-compte2/projects"), target = w.path(".claude-projects-shared")',
      'say(() => expect({ a: 1, b: 2 }).toEqual(expect.objectContaining({ a: 1 })))',
      'say(() => expect({ a: 1 }).toEqual(expect.not.objectContaining({ a: 2 })))',
      'say(() => expect({ link }).toEqual(expect.objectContaining({ link: expect.toLinkTo(target) })))',
      'say(() => expect({ link }).toEqual({ link: expect.not.toLinkTo("/") }))',
      'say(() => expect({ link }).toEqual({ link: expect.toLinkTo("/") }))',
      'say(() => expect(1).toBeOneOf([1, 2]))',
      'expect.extend({ toBeEven: n => ({ pass: n % 2 === 0, message: () => `odd: ` + n }) })',
      'say(() => expect(3).toBeEven())',
      'await expect(Promise.resolve(link)).resolves.toLinkTo(target)',
      'await expect(Promise.reject(new Error("x"))).rejects.toThrow("x")',
      'say(() => expect(1, "one").toBe(2))',
    ).split('\n'),
  ).toEqual([
    'passed',
    'passed',
    'passed',
    'passed',
    'expected { link: \'ROOT/.claude-compte2/projects\' } to deeply equal { link: toLinkTo<"/">: expected {root}/.claude-compte2/projects to be a symlink to "/"',
    'passed',
    'odd: 3',
    'one: expected 1 to be 2 // Object.is equality',
    '',
  ])
})

test('expect throws for a wrong argument, with and without .not', () => {
  expect(
    run(
      'try { expect("/a").not.toLinkTo() } catch (error) { console.log(error instanceof MatcherError, error.code) }',
      'try { expect(["/a"]).toEqual([expect.not.toLinkTo()]) } catch (error) { console.log(error.code) }',
    ),
  ).toBe('true not-a-path\nnot-a-path\n')
})

test('expect works under node:test', () => {
  const module = [
    'import { test } from "node:test"',
    `import { expect } from ${JSON.stringify(built('matchers/expect.js'))}`,
    'test("passes", () => expect("/").not.toLinkTo("/x"))',
    'function assertion() { expect("/").toLinkTo("/x") }',
    'test("fails", assertion)',
  ]
  const { stdout, status } = spawnSync(
    process.execPath,
    ['--input-type=module', '-e', module.join('\n')],
    // With this variable, a nested run of node:test would report to its parent.
    { encoding: 'utf8', env: { PATH: process.env['PATH'] } },
  )
  expect(status).toBe(1)
  expect(stdout).toMatch(/# pass 1\n# fail 1\n/u)
  expect(stdout).toMatch(/expected \/ to be a symlink to "\/x"\n.*actual: a directory/u)
  // The stack begins where the assertion stands.
  expect(stdout).toMatch(/stack: \|-\n +(?:TestContext\.)?assertion \(/u)
})

test('inside vitest, expect is vitest’s own, whose assertions still work', async () => {
  const ready = await import('../../../matchers/expect.ts')
  expect(ready.expect).toBe(expect)
  ready.expect('/').not.toLinkTo('/x')
  await expect(Promise.reject(new Error('no'))).rejects.toThrow('no')
  expect({ path: '/' }).toEqual({ path: ready.expect.not.toLinkTo('/x') })
})

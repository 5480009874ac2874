import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url))
const FILES = [
  'package.json',
  'package-lock.json',
  'README.md',
  'CHANGELOG.md',
  'LICENSE',
  '.gitignore',
  '.ci',
]
const SOURCES = ['src', 'fixtures', 'matchers', 'tsconfig.json', 'tsconfig.build.json']

let copy: string
beforeEach(() => {
  copy = mkdtempSync(`${tmpdir()}/release-test-`)
  for (const name of [...FILES, ...SOURCES])
    cpSync(`${REPOSITORY}/${name}`, `${copy}/${name}`, { recursive: true })
  symlinkSync(`${REPOSITORY}/node_modules`, `${copy}/node_modules`)
  writeFileSync(`${copy}/.gitignore`, 'node_modules\ndist/\n')
  git('init', '--quiet')
  commit()
})
afterEach(() => rmSync(copy, { recursive: true }))

test('a release with placeholders is refused before anything is changed', () => {
  expect(release('0.2.0')).toEqual({
    status: 1,
    stdout: '',
    stderr: `package.json: author is a placeholder: AUTHOR <author@example.invalid>
package.json: homepage is a placeholder: https://example.invalid/OWNER/vitest-shared-links#readme
package.json: repository.url is a placeholder: git+https://example.invalid/OWNER/vitest-shared-links.git
package.json: bugs.url is a placeholder: https://example.invalid/OWNER/vitest-shared-links/issues
`,
  })
  expect(git('status', '--porcelain')).toBe('')
})

test('a release is tried up to the upload', () => {
  fillIn()
  const { status, stdout, stderr } = release('0.2.0')
  expect({ status, stdout, stderr }).toMatchObject({
    status: 0,
    stdout: 'v0.2.0 is committed and tagged: push both\n',
  })
  expect(stderr).toMatch(/Publishing to .* with tag latest and public access \(dry-run\)/u)
  expect(git('describe', '--tags')).toBe('v0.2.0\n')
  expect(git('status', '--porcelain')).toBe('')
  expect(JSON.parse(readFileSync(`${copy}/package.json`, 'utf8')).version).toBe('0.2.0')
  expect(readFileSync(`${copy}/CHANGELOG.md`, 'utf8')).toMatch(
    /^## Unreleased\n\n## 0\.2\.0 \(\d{4}-\d\d-\d\d\)\n\n### /mu,
  )
  // What has been released leaves nothing to release.
  expect(release('0.3.0')).toMatchObject({
    status: 1,
    stderr: 'CHANGELOG.md: nothing is listed under Unreleased\n',
  })
})

/** Fills in the placeholders, as the owner of the package does once. */
function fillIn(): void {
  const path = `${copy}/package.json`
  const text = readFileSync(path, 'utf8').replaceAll('example.invalid/OWNER', 'example.org/somebody')
  writeFileSync(path, text.replace(/AUTHOR <[^>]*>/u, 'somebody'))
  commit()
}

function release(version: string) {
  const env = { ...process.env, npm_config_loglevel: 'notice', ...IDENTITY }
  const words = [`${REPOSITORY}/node_modules/jiti/lib/jiti-cli.mjs`, '.ci/release.ts', version]
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { cwd: copy, env, encoding: 'utf8' })
  return { status, stdout, stderr }
}

function commit(): void {
  git('add', '--all')
  git('commit', '--quiet', '--message', 'test: a state of the repository')
}

const IDENTITY = {
  GIT_AUTHOR_NAME: 'test',
  GIT_AUTHOR_EMAIL: 'test@example.invalid',
  GIT_COMMITTER_NAME: 'test',
  GIT_COMMITTER_EMAIL: 'test@example.invalid',
}

function git(...args: readonly string[]): string {
  return execFileSync('git', args, { cwd: copy, env: { ...process.env, ...IDENTITY }, encoding: 'utf8' })
}

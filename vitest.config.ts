import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const options = { setupFiles: ['./matchers/vitest.ts'], testTimeout: 120_000, hookTimeout: 180_000 }

/** The longest files start first, so that none of them runs alone at the end. */
const LONGEST = [
  'zoo/broken',
  'zoo/right',
  'docs/code',
  'containment',
  'commands-under-trouble',
  'deployments',
  'hand-made',
  'built-in',
  'built-worlds',
  'port-fs-alike',
  'verdicts',
  'hostile',
]

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const at = LONGEST.findIndex(name => moduleId.endsWith(`/${name}.test.ts`))
      return at === -1 ? LONGEST.length : at
    }
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b))
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    // The default leaves one core idle. More files at once than cores were measured, and take as long.
    maxWorkers: '100%',
    projects: [
      // Starts no program, needs no build and no sandbox. Starting a process for each file would take longer than the tests.
      { test: { ...options, name: 'unit', include: ['test/unit/**/*.test.ts'], isolate: false } },
      // Runs programs, sandboxes and the built package.
      {
        test: {
          ...options,
          name: 'e2e',
          isolate: false,
          include: ['test/e2e/**/*.test.ts'],
        },
      },
      // Judges every reconciler of the zoo.
      { test: { ...options, name: 'zoo', include: ['test/zoo/*.test.ts'] } },
      // Installs the packed package from the registry, so `npm test` leaves it out.
      {
        test: {
          ...options,
          // Each test runs whole suites, and installs may wait for the network.
          testTimeout: 300_000,
          hookTimeout: 300_000,
          name: 'packed',
          include: ['test/packed/*.test.ts'],
          globalSetup: './test/packed/tarball.ts',
        },
      },
    ],
  },
})

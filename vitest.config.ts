import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const options = { setupFiles: ['./matchers/vitest.ts'], testTimeout: 120_000, hookTimeout: 180_000 }

/** The longest first, so that none is left to run alone at the end. */
const LONG = [
  'zoo/broken',
  'zoo/right',
  'deployments',
  'containment',
  'trouble',
  'built-in',
  'port-fs-alike',
  'verdicts',
  'hostile',
]

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const at = LONG.findIndex(name => moduleId.endsWith(`/${name}.test.ts`))
      return at === -1 ? LONG.length : at
    }
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b))
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    // One core less is the default: much of what is tested waits for programs, and of two cores one would idle.
    maxWorkers: '100%',
    projects: [
      { test: { ...options, name: 'unit', include: ['test/**/*.test.ts'], exclude: ['test/packed/**'] } },
      // Installs the packed package from the registry, and so it has a command of its own.
      { test: { ...options, name: 'packed', include: ['test/packed/*.test.ts'] } },
    ],
  },
})

import { readFileSync } from 'node:fs'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** The folders whose tests must kill the mutants, such as `damage laws`. */
const folders = (process.env['MUTATION_TESTS'] ?? 'damage laws reconciler').split(' ')

/** What takes long: runs under trouble, programs, and whatever is drawn at random. */
const SLOW = /'\.\/under\.ts'|'\.\/paste\.ts'|'fast-check'/

/** The quickest first: what one test has killed is not shown to the rest. */
class QuickestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isSlow = ({ moduleId }: TestSpecification) => Number(SLOW.test(readFileSync(moduleId, 'utf8')))
    return files.toSorted((a, b) => isSlow(a) - isSlow(b))
  }
}

export default defineConfig({
  plugins: [
    {
      name: 'forks',
      // Stryker asks for threads, and no thread may set a umask or become another user.
      configureVitest({ project }) {
        project.config.pool = 'forks'
      },
    },
  ],
  test: {
    setupFiles: ['./matchers/vitest.ts'],
    testTimeout: 20_000,
    // One process for all files of a mutant, which takes a third of the time.
    isolate: false,
    sequence: { sequencer: QuickestFirst },
    include: folders.map(folder => `test/unit/${folder}/**/*.test.ts`),
    exclude: [
      // These read the source, which is another one here.
      '**/mutants.test.ts',
      '**/judge-mutants.test.ts',
      '**/independence.test.ts',
      // These try whatever they come by, which takes long: what they find is to have a test of its own.
      '**/oracle.test.ts',
      '**/rehearse.test.ts',
      '**/worlds.test.ts',
      '**/world-states.test.ts',
    ],
  },
})

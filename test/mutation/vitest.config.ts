import { readFileSync } from 'node:fs'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** The folders of `src` that are changed, such as `damage laws`. */
const folders = (process.env['MUTATION_TESTS'] ?? 'damage laws observation reconciler').split(' ')

/** Observations are tested by the laws that judge them, too. */
const TESTED_BY: Readonly<Record<string, readonly string[]>> = { observation: ['observation', 'laws'] }

/** Runs under trouble take long, and so does whatever is drawn at random. */
const SLOW = /ports-under-trouble\.ts'|'fast-check'/

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
    include: folders
      .flatMap(folder => TESTED_BY[folder] ?? [folder])
      .map(folder => `test/unit/${folder}/**/*.test.ts`),
  },
})

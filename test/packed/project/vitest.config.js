import { defineConfig } from 'vitest/config'

const setupFiles = ['vitest-shared-links/vitest']

// The laws take some seconds, so one pool judges them: the one in which errors have a realm of their own.
export default defineConfig({
  test: {
    projects: ['forks', 'threads', 'vmThreads'].map(pool => ({
      test: {
        name: pool,
        pool,
        setupFiles,
        // A busy machine needs more than the default of 5 seconds.
        testTimeout: 120_000,
        hookTimeout: 120_000,
        include: [
          'contract.test.js',
          'ready-expect.test.js',
          'passing.test.ts',
          ...(pool === 'vmThreads' ? ['laws.test.js'] : []),
        ],
      },
    })),
  },
})

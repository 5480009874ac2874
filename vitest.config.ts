import { defineConfig } from 'vitest/config'

const options = { setupFiles: ['./matchers/vitest.ts'], testTimeout: 120_000, hookTimeout: 180_000 }

export default defineConfig({
  test: {
    projects: [
      { test: { ...options, name: 'unit', include: ['test/**/*.test.ts'], exclude: ['test/packed/**'] } },
      // Installs the packed package from the registry, and so it has a command of its own.
      { test: { ...options, name: 'packed', include: ['test/packed/*.test.ts'] } },
    ],
  },
})

import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['./matchers/vitest.ts'],
    testTimeout: 60_000,
  },
})

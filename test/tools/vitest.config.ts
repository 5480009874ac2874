import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/** The suite of real tools, which `npm test` leaves out: it installs them, and takes a long time. */
export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: { name: 'tools', include: ['test/tools/*.suite.ts'], testTimeout: 1_800_000 },
})

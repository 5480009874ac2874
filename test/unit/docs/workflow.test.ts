import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { workflow } from '../../../src/cli/init/workflow.ts'

test('docs/ci.md shows the workflow that `init` writes', () => {
  const page = readFileSync(new URL('../../../docs/ci.md', import.meta.url), 'utf8')
  expect(page).toContain(`# .github/workflows/shared-links.yml\n${workflow('npm ci')}`)
})

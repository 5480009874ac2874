import { expect, test } from 'vitest'
import * as matchers from '../../../matchers/index.ts'
import { REPOSITORY } from '../nested-project.ts'
import { signaturesIn } from './language-server.ts'

test('editors show the documentation and the argument names of every matcher', async () => {
  const signatures = await signaturesIn(`${REPOSITORY}test/e2e/matchers/typed.ts`, [
    "import { expect } from 'vitest'",
    "import '../../../matchers/vitest.ts'",
    ...Object.keys(matchers).map(name => `expect('/a').${name}(`),
  ])
  expect(signatures.map(({ label }) => label)).toEqual([
    'toBeUntouchedSince(before: Snapshot): void',
    'toHaveSharedLinks(homes?: string | readonly string[], options?: SharedLinksOptions): void',
    'toKeepAll(before: Snapshot): void',
    'toLinkTo(target: string): void',
    'toMatchTree(tree: Tree, options?: MatchTreeOptions): void',
    'toRefuse(code: FindingCode, ...more: FindingCode[]): void',
    'toResolveTo(target: string): void',
    'toShareState(names: string | readonly string[]): void',
  ])
  expect(signatures.filter(({ documentation }) => !documentation.startsWith('Passes when '))).toEqual([])
})

import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { entryPoints } from '../../reference/api-page.ts'
import { declarationIn, exportsOf } from '../../reference/declarations.ts'
import { PAGES } from '../../reference/pages.ts'

test.each(Object.entries(PAGES))('%s is what `npm run docs:reference` writes', (path, page) => {
  expect(readFileSync(path, 'utf8')).toBe(page())
})

describe('the reference', () => {
  // Loading `expect` would change that of this test.
  const loadable = entryPoints().filter(({ file }) => file !== 'matchers/expect.ts')
  test.each(loadable)('knows every value that $name exports', async ({ file }) => {
    const loaded: object = await import(/* @vite-ignore */ new URL(`../../../${file}`, import.meta.url).href)
    const isValue = ({ kind }: { readonly kind: string }) => kind !== 'interface' && kind !== 'type'
    expect(
      exportsOf(file)
        .filter(isValue)
        .map(({ name }) => name),
    ).toEqual(expect.arrayContaining(Object.keys(loaded)))
  })

  test('reads a function with its parameters and its example', () => {
    const { kind, signature, doc } = declarationIn('src/index.ts', 'remedyOf')
    expect({ kind, signature }).toEqual({
      kind: 'function',
      signature: 'function remedyOf(finding: Finding): string',
    })
    expect(doc.text).toMatch(
      /^Returns shell commands \(bash, GNU coreutils, diffutils and findutils\) that an operator can paste/u,
    )
    expect(doc.example).toContain('for (const finding of inspect(homes, requiredShared()))')
  })

  test('reads the members of an interface, each with its comment', () => {
    const { members } = declarationIn('src/properties/index.ts', 'JudgeOptions')
    expect(members.find(({ name }) => name === 'waive')).toEqual({
      name: 'waive',
      signature: 'waive?: GivenWaivers',
      text: 'The laws, or kinds of loss (`keeps-data:orphaned`), that are waived, each with the reason, or with `{ reason, until }`. After the day `until` (`YYYY-MM-DD`, UTC), the waiver is an error. Default: none.',
    })
  })
})

import { expect, expectTypeOf } from 'vitest'
import { defineConfig } from 'vitest-shared-links/config'
import { expect as ready } from 'vitest-shared-links/expect'
import type { MatcherErrorCode, SharedLinksOptions, TreeDifference } from 'vitest-shared-links/matchers'

// Never run: it is type checked, and each line under an expected error has to be one.
export function typesOfAssertions(): void {
  expectTypeOf(expect('/a').toLinkTo('/b')).toBeVoid()
  expectTypeOf(expect('/a').not.toShareState(['projects'])).toBeVoid()
  expectTypeOf(expect.soft('/a').not.toLinkTo('/b')).toBeVoid()
  expectTypeOf(expect.poll(() => '/a').toLinkTo('/b')).toEqualTypeOf<Promise<void>>()
  expectTypeOf(expect.poll(() => '/a').not.toLinkTo('/b')).toEqualTypeOf<Promise<void>>()
  expectTypeOf(expect(Promise.resolve('/a')).resolves.toLinkTo('/b')).toEqualTypeOf<Promise<void>>()
  expectTypeOf(expect.toLinkTo('/b')).toBeAny()
  expectTypeOf(expect.not.toLinkTo('/b')).toBeAny()
  expectTypeOf(ready('/a').not.toHaveSharedLinks(['/h'], { equality: 'resolved' })).toBeVoid()
  expectTypeOf(ready.toLinkTo('/b')).toBeAny()
  expectTypeOf(ready.not.toLinkTo('/b')).toBeAny()
  expectTypeOf<TreeDifference['path']>().toBeString()
  expectTypeOf<SharedLinksOptions['equality']>().toEqualTypeOf<'exact' | 'resolved' | undefined>()
  expectTypeOf<'unreadable'>().toExtend<MatcherErrorCode>()
  // @ts-expect-error a target is a text
  expect('/a').toLinkTo(42)
  // @ts-expect-error there is no such code
  expect(() => {}).toRefuse('bloked-link')
  // @ts-expect-error at least one code
  expect(() => {}).toRefuse()
  // @ts-expect-error there is no such equality
  expect('/a').toHaveSharedLinks('/h', { equality: 'exat' })
  // @ts-expect-error a snapshot is needed
  expect('/a').toKeepAll()
  // @ts-expect-error a tree is no path
  expect('/a').toMatchTree('/a')
  // @ts-expect-error an asymmetric matcher wants its arguments too
  expect.toShareState()
  // @ts-expect-error so does that of the ready one
  ready.not.toResolveTo()
}

export function typesOfConfigs(): void {
  defineConfig({ homes: ['/h'], links: { projects: '/p' }, gate: { level: 'tidy', laws: ['private'] } })
  // @ts-expect-error there is no such key
  defineConfig({ homs: [] })
  // @ts-expect-error there is no such option
  defineConfig({ gate: { levl: 'safe' } })
  // @ts-expect-error there is no such level
  defineConfig({ gate: { level: 'all' } })
  // @ts-expect-error there is no such law
  defineConfig({ gate: { waive: { 'keep-data': 'why' } } })
  // @ts-expect-error a sample is for one run, and no config has it
  defineConfig({ gate: { sample: { index: 1, count: 2 } } })
}

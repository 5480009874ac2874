import { expect, test } from 'vitest'
import { describeLaws, type LawsOptions } from '../../../src/properties/vitest.ts'
import { fn } from '../../../src/subjects/fn.ts'

test('describeLaws refuses wrong options before it registers a test', () => {
  const wrong = { level: 'Safe', runs: 10 } as unknown as LawsOptions
  expect(() =>
    describeLaws(
      'a function',
      fn('a function', () => {}),
      wrong,
    ),
  ).toThrow(
    /^The options are wrong:\n {2}level: expected safe, tidy or complete, not "Safe"\n {2}runs: there is no such key\. Did you mean "numRuns"\?$/u,
  )
})

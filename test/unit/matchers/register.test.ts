import { describe, expect, test } from 'vitest'
import * as matchers from '../../../matchers/index.ts'
import { mistakeOf } from './failure.ts'

describe('every matcher', () => {
  const most: Readonly<Record<string, number>> = {
    toHaveSharedLinks: 2,
    toKeepAll: 1,
    toBeUntouchedSince: 1,
    toLinkTo: 1,
    toMatchTree: 2,
    toResolveTo: 1,
    toShareState: 1,
  }

  test('but toRefuse, which takes any number of codes, has a case here', () => {
    expect(Object.keys({ ...most, toRefuse: 1 }).sort()).toEqual(Object.keys(matchers).sort())
  })

  test.for(Object.entries(most))('%s refuses surplus arguments, with and without .not', ([name, count]) => {
    const args = [...Array.from({ length: count }, () => 'p'), 'session-env']
    const call = (of: object, ...given: readonly unknown[]): unknown =>
      Reflect.apply(Reflect.get(of, name), of, given)
    const mistake = `MatcherError surplus-argument: ${name}: expected at most ${count} argument${count === 1 ? '' : 's'}, so nothing checks the surplus: "session-env"`
    expect(mistakeOf(() => call(expect('/'), ...args))).toBe(mistake)
    expect(mistakeOf(() => call(expect('/').not, ...args))).toBe(mistake)
    expect(mistakeOf(() => expect(['/']).toEqual([call(expect, ...args)]))).toBe(mistake)
    expect(mistakeOf(() => expect(['/']).toEqual([call(expect.not, ...args)]))).toBe(mistake)
  })
})

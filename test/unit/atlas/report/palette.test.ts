import { describe, expect, test } from 'vitest'
import { OUTCOMES } from '../../../../src/atlas/outcome.ts'
import { PALETTES } from '../../../../src/atlas/report/palette.ts'

/** What WCAG 2 asks of text, level AA. */
const READABLE = 4.5

describe.each(Object.entries(PALETTES))('on a %s page', (_, { page, outcomes }) => {
  test.each([['the page', page] as const, ...Object.entries(outcomes)])('%s is readable', (_, paint) => {
    expect(contrast(paint.back, paint.front)).toBeGreaterThan(READABLE)
  })

  test('every outcome has a background of its own, that differs from the page', () => {
    const backs = [page.back, ...OUTCOMES.map(outcome => outcomes[outcome].back)]
    expect(new Set(backs).size).toBe(backs.length)
  })
})

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [one, other].map(luminance).sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map(at => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

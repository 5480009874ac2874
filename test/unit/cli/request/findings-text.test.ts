import pc from 'picocolors'
import { expect, it } from 'vitest'
import { findingsText } from '../../../../src/cli/request/findings-text.ts'
import type { Finding } from '../../../../src/reconciler/finding.ts'

const PLAIN = pc.createColors(false)

it('looks at each finding a few times, however many homes there are', () => {
  let looks = 0
  const homes = Array.from({ length: 100 }, (_, i) => `/h${i}`)
  const findings = homes.map(
    (home): Finding => ({
      get home() {
        looks += 1
        return home
      },
      code: 'home-missing',
      role: 'home',
      path: home,
      name: null,
      target: null,
      there: { kind: 'nothing' },
    }),
  )
  const text = findingsText({ homes, required: [{ name: 'n', target: '/t' }], findings }, PLAIN)
  expect(text).toContain('/h99: 1 finding\n\n  home-missing: /h99 (home) is missing; expected a directory\n')
  expect(text).toMatch(/\n\nNot right: 100 findings in 100 homes, 100 links\n$/u)
  expect(looks).toBeLessThan(5 * findings.length)
})

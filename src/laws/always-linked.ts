import { isRight } from '../observation/right.ts'
import type { Law } from './law.ts'
import { quotePath } from './wording/entries.ts'
import { describeStep } from './wording/trouble.ts'

export const alwaysLinked: Law<'always-linked'> = {
  id: 'always-linked',
  level: 'complete',
  says: 'a link that was right is right at every moment',
  needs: ['moments'],
  brokenBy: 'calls',
  judge: ({ expectation, before, equality, moments, first }) => {
    if (moments === undefined) return 'vacuous'
    const right = expectation.links.filter(link => isRight(before, link, equality))
    if (right.length === 0) return 'vacuous'
    for (const [moment, { tree, changes, next }] of moments.entries()) {
      const wrong = right.find(link => !isRight(tree, link, equality))
      if (wrong === undefined) continue
      const run = { report: first.report, after: tree, changes }
      return {
        summary: `${quotePath(wrong.path)} was right before the run, but not just before ${describeStep(next)}`,
        paths: [wrong.path],
        moment,
        evidence: { before, run },
      }
    }
    return 'held'
  },
}

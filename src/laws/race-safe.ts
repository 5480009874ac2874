import type { DisturbedRun } from '../observation/disturbed-run.ts'
import type { Observation } from '../observation/observation.ts'
import type { Judgement, Law } from './law.ts'
import { lieBeyond, lossBeyond } from './under-trouble/beyond-baseline.ts'
import { didNotEnd } from './under-trouble/unended-run.ts'
import { troubleInWords } from './wording/trouble.ts'
import { wrongInWords } from './wording/wrong-link.ts'

export const raceSafe: Law<'race-safe'> = {
  id: 'race-safe',
  level: 'safe',
  says: 'several at once lose nothing, and whoever reports success is right at the end',
  needs: [],
  brokenBy: 'calls',
  underTrouble: { kind: 'race', noun: ['race', 'races'], judge: judgeRace },
}

function judgeRace(disturbed: DisturbedRun, seen: Observation): Judgement {
  const when = troubleInWords(disturbed)
  const { run, before, reports } = disturbed
  const lost = lossBeyond(run, disturbed.before, seen, ` ${when}`) ?? didNotEnd(disturbed, seen, when)
  if (lost !== undefined) return lost
  // In one order or the other, a run may come to what the other has made, and report as a second run does.
  const isUsual = seen.second !== undefined && lieBeyond(seen.second, seen) !== undefined
  if (isUsual) return 'held'
  for (const report of reports) {
    const wrong = lieBeyond({ ...run, report }, seen)
    if (wrong === undefined) continue
    const summary = `success was reported ${when}, but at the end ${wrongInWords(wrong, run.after)}`
    return { summary, paths: [wrong.path], evidence: { before, run: { ...run, report } } }
  }
  return 'held'
}

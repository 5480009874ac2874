import { counted } from '../../../../fixtures/text/plurals.ts'
import { printable } from '../../../../fixtures/text/printable.ts'
import type { LawResult } from '../../judge-report.ts'
import { trialText } from './trial-text.ts'

/**
 * Words the verdict on one law: `held in 9 worlds, 412 kills`. Safe to print.
 *
 * @param dim paints how the law was tested. Default: as it is.
 */
export function lawText(law: LawResult, dim = (text: string) => text): string {
  const { verdict, worlds, brokenIn, reason, says } = law
  switch (verdict) {
    case 'held':
      return `held in ${counted(worlds, 'world')}${dim(trialText(law))}${waivedText(law)}`
    case 'broken':
      return `broken in ${brokenIn} of ${counted(worlds, 'world')}${kindsText(law)}: ${says}${waivedText(law)}`
    default:
      return `${verdict.replace('-', ' ')}: ${printable(reason ?? '')}`
  }
}

/** ` (destroyed, orphaned)` */
function kindsText({ counterexample, others }: LawResult): string {
  const kinds = [counterexample, ...others].flatMap(one => one?.kind ?? [])
  return kinds.length === 0 ? '' : ` (${kinds.join(', ')})`
}

/** `; orphaned data is waived (in 12 worlds): we retarget links on purpose` */
function waivedText({ waived }: LawResult): string {
  return waived
    .map(
      ({ kind, reason, worlds }) =>
        `; ${kind} data is waived (in ${counted(worlds, 'world')}): ${printable(reason)}`,
    )
    .join('')
}

import { bashWord } from '../../../fixtures/text/shell-words.ts'
import { type AnyLawId, LAW_IDS } from '../../laws/index.ts'
import type { JudgeReport } from '../judge-report.ts'
import { flagsFor } from '../options/flags.ts'
import { type GateOptions, valuesOf } from '../options.ts'

/** Writes the command line that does the same run again, for one law or for all, to be pasted into bash. */
export function replayOf(options: GateOptions, report: JudgeReport, law: AnyLawId | null): string {
  const { command, laws } = options
  // A law that is waived as a whole is not replayed. A kind of loss that is waived must not be shown again.
  const waivers = [...options.waivers].filter(([waived]) => waived.startsWith(`${law}:`))
  const flags = flagsFor({
    ...valuesOf(options),
    seed: report.seed,
    // The gate has no laws of the user's own.
    laws: law === null ? laws : LAW_IDS.filter(id => id === law),
    waivers: new Map(waivers),
  })
  const words = [...flags, ...(command === null ? [] : ['--', ...command])]
  return ['npx vitest-shared-links gate', ...words.map(bashWord)].join(' ')
}

import { bashWord } from '../../../fixtures/text/shell-words.ts'
import { type AnyLawId, findLaw, LAW_IDS } from '../../laws/index.ts'
import type { LawResult } from '../judge-report.ts'
import { flagsFor } from '../options/flags.ts'
import { reasonOf } from '../options/waivers.ts'
import { type GateOptions, valuesOf } from '../options.ts'
import { nameOf, type ShownReport } from './shown-report.ts'

/** Writes the command line that does the same run again, for one law or for all, to be pasted into bash. */
export function replayOf(
  { options, report }: Pick<ShownReport, 'options' | 'report'>,
  law: AnyLawId | null,
): string {
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

/**
 * Returns the command that shows a violation again: in its one world where that is remembered, and otherwise by the same
 * search.
 */
export function againCommand({ id, fails, counterexample }: LawResult, shown: ShownReport): string {
  const isRemembered = shown.isRemembered && fails && counterexample !== null
  if (!isRemembered) return replayOf(shown, id)
  const name = nameOf(shown)
  return `npx vitest-shared-links replay ${id}${name === null ? '' : ` --subject ${name}`}`
}

/** Returns the command that shows a violation again, and the one that allows a log if a log may be the reason. */
export function againText(law: LawResult, shown: ShownReport): string[] {
  const { options, report } = shown
  const logs = logsIn(law)
  const allowing = {
    ...options,
    allow: new Map([...options.allow, ...logs.map(log => [log, null] as const)]),
  }
  return [
    ...['Replay:', `  ${againCommand(law, shown)}`],
    ...(logs.length === 0
      ? []
      : [
          'If the file is a log that grows with each run, allow it:',
          `  ${replayOf({ options: allowing, report }, law.id)}`,
        ]),
  ]
}

/** Returns the subject's own files that the second run appended to, unless a glob would read their names otherwise. */
function logsIn({ id, counterexample }: LawResult): string[] {
  if (findLaw(id)?.isBrokenByLogs !== true || counterexample === null) return []
  const { fates, spec } = counterexample
  const grown = fates.filter(({ path, fate }) => fate === 'appended' && !spec.tree.has(path))
  return grown.map(({ path }) => path).filter(path => /^[\w./-]+$/.test(path))
}

/** Returns the words of the command line of `gate` that run these options again in one world. */
export function wordsForWorld(options: GateOptions): string[] {
  return [...flagsFor(valuesOf(options), 'world'), ...wordsOfCommand(options)]
}

/**
 * Returns the words of the command line of `gate` for the whole run of which a shard is a share. The reason of a waiver includes
 * its last day, for which there is no flag.
 */
export function wordsForRun(options: GateOptions): string[] {
  const waivers = new Map(
    [...options.waivers].map(([id, waiver]) => [id, { reason: reasonOf(waiver), until: null }]),
  )
  const flags = flagsFor(valuesOf({ ...options, waivers }))
  return [...flags, ...(options.requireAll ? ['--require-all'] : []), ...wordsOfCommand(options)]
}

function wordsOfCommand({ command }: GateOptions): string[] {
  return command === null ? [] : ['--', ...command]
}

import { isDeepStrictEqual } from 'node:util'
import { defaultOf } from './option.ts'
import { type OptionValues, ROWS } from './table.ts'

/** Returns the name of an option's flag: `--level`. */
export function flagName(flag: string): string {
  return flag.split(' ')[0] ?? ''
}

/** Returns the form of a flag's text as the help shows it, `ID=REASON`; null for a flag that takes no text. */
export function flagForm(flag: string): string | null {
  return /<(.*)>$/u.exec(flag)?.[1] ?? null
}

/**
 * Returns the flags that give a replay these values again. The command to judge is not among them.
 *
 * @param replayed a whole `run`, or one `world`, for which nothing matters that only chooses worlds.
 */
export function flagsFor(values: OptionValues, replayed: 'run' | 'world' = 'run'): string[] {
  return ROWS.flatMap(([name, row]) => {
    const value = values[name]
    // Beside `--file-link`, `--link` has no default.
    const hasDefault = name !== 'links' || values.fileLinks.length === 0
    const isDefault = hasDefault && isDeepStrictEqual(value, defaultOf(row.default, values.command))
    const isOfRun = row.replay === 'always' || row.replay === 'run'
    const isLeftOut =
      row.replay === 'never' || (isOfRun && replayed === 'world') || (row.replay !== 'always' && isDefault)
    if (isLeftOut || row.flag === null) return []
    const flag = flagName(row.flag)
    // A flag without a text gives the one value that is not its default.
    return flagForm(row.flag) === null ? [flag] : row.kind.write(value).flatMap(text => [flag, text])
  })
}

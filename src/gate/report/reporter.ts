import { resolve } from 'node:path'
import { didYouMean } from '../../../fixtures/text/nearest.ts'
import { quoted } from '../../../fixtures/text/printable.ts'

/** The formats in which the gate reports. */
export const FORMATS = ['text', 'json', 'junit', 'github', 'sarif', 'html'] as const

/** The name of a format. */
export type FormatName = (typeof FORMATS)[number]

/** The formats in which `check` reports. */
export const CHECK_FORMATS = ['text', 'json', 'junit', 'fix-script'] as const

/** The name of a format of `check`. */
export type CheckFormat = (typeof CHECK_FORMATS)[number]

/** A report that was asked for. */
export interface Reporter<Name extends string = FormatName> {
  readonly format: Name
  /** The path of the file that it goes to; null for standard output. */
  readonly file: string | null
}

/** Reads `FORMAT` or `FORMAT:FILE`; for any other text, returns what is wrong with it. */
export function reporterIn<Name extends string>(
  text: string,
  formats: readonly Name[],
): Reporter<Name> | { readonly problem: string } {
  const at = text.indexOf(':')
  const name = at === -1 ? text : text.slice(0, at)
  const format = formats.find(one => one === name)
  if (format === undefined) {
    const nearest = didYouMean(name, formats)
    const hint = nearest === '' ? `; the formats are ${formats.join(', ')}` : `.${nearest}`
    return { problem: `no format is called ${quoted(name)}${hint}` }
  }
  if (at === text.length - 1 || text.includes('\0'))
    return { problem: `expected a file after ${quoted(`${format}:`)}` }
  return { format, file: at === -1 ? null : text.slice(at + 1) }
}

/** Returns a reporter as `reporterIn` reads it. */
export function reporterText({ format, file }: Reporter<string>): string {
  return file === null ? format : `${format}:${file}`
}

/**
 * Returns the reports of a run: those that were asked for, and the text on standard output where no other report goes
 * there.
 *
 * @param json whether `--json` was given, too.
 */
export function reportersFor<Name extends string>(
  asked: readonly Reporter<Name>[],
  json: boolean,
): Reporter<Name | 'text' | 'json'>[] {
  const all: Reporter<Name | 'text' | 'json'>[] = [...asked, ...(json ? [JSON_THERE] : [])]
  return all.some(({ file }) => file === null) ? all : [...all, { format: 'text', file: null }]
}

const JSON_THERE = { format: 'json', file: null } as const

/** Lists the places that more than one report would go to. */
export function crowdedPlaces(reporters: readonly Reporter<string>[]): string[] {
  const placeOf = ({ file }: Reporter<string>) => file && resolve(file)
  return [...new Set(reporters.map(placeOf))].flatMap(place => {
    const here = reporters.filter(one => placeOf(one) === place)
    const [first] = here
    if (here.length === 1 || first === undefined) return []
    const inWords = first.file === null ? `standard output: ${ONE_EACH}` : quoted(first.file)
    return [`${here.map(({ format }) => format).join(' and ')} would both go to ${inWords}`]
  })
}

const ONE_EACH = 'give all but one of them a file, as in --reporter junit:gate.xml'

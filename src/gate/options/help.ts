import type { AnyOption } from './option.ts'

/** Returns an option's help for the command line: with its choices, its default, and whether its flag may be repeated. */
export function helpOf(row: AnyOption): string {
  const { choices } = row.kind
  return [
    row.help,
    ...(choices !== undefined ? [`One of: ${choices.join(', ')}.`] : []),
    ...(row.kind.isRepeated ? ['May be repeated.'] : []),
    ...defaultText(row),
  ].join(' ')
}

/** Words the default; nothing for an option that is off, or empty, by default. */
function defaultText({ kind, default: fallback }: AnyOption): string[] {
  const shown = (value: unknown) => kind.write(value).join(', ')
  const text =
    'always' in fallback
      ? shown(fallback.always)
      : `${shown(fallback.command)} for a command, ${shown(fallback.builtIn)} with --self`
  return text === '' ? [] : [`Default: ${text}.`]
}

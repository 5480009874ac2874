/** A command that GitHub's runner would carry out. */
export interface WorkflowCommand {
  readonly name: string
  readonly properties: Readonly<Record<string, string>>
  readonly data: string
}

/** The commands that a runner knows, and that could do harm in a report. */
const NAMES = [
  'error',
  'warning',
  'notice',
  'debug',
  'group',
  'endgroup',
  'add-mask',
  'stop-commands',
  'set-output',
]

/**
 * Reads the output of a step as GitHub documents that its runner does: a command is a line that begins with `::`, after
 * white space, or one that holds `##[name]` anywhere. Percent codes are undone, `%25` last.
 */
export function workflowCommands(output: string): WorkflowCommand[] {
  return output.split(/\r\n|[\r\n]/u).flatMap(line => {
    const [, head, data] =
      /^\s*::(.*?)::(.*)$/su.exec(line) ?? /##\[([^\]]*)\](.*)$/su.exec(line) ?? ([] as string[])
    if (head === undefined || data === undefined) return []
    const [name = '', ...rest] = head.split(' ')
    if (!NAMES.includes(name)) return []
    const pairs = rest
      .join(' ')
      .split(',')
      .filter(pair => pair.includes('='))
      .map((pair): [string, string] => {
        const at = pair.indexOf('=')
        return [pair.slice(0, at).trim(), decoded(pair.slice(at + 1), PROPERTY)]
      })
    return [{ name, properties: Object.fromEntries(pairs), data: decoded(data, DATA) }]
  })
}

const DATA = [
  ['%0D', '\r'],
  ['%0A', '\n'],
  ['%25', '%'],
] as const
const PROPERTY = [['%3A', ':'], ['%2C', ','], ...DATA] as const

function decoded(text: string, codes: readonly (readonly [string, string])[]): string {
  return codes.reduce((read, [code, char]) => read.replaceAll(code, char), text)
}

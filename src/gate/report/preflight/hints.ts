import { printable } from '../../../../fixtures/text/printable.ts'
import { bashWord } from '../../../../fixtures/text/shell-words.ts'
import type { Subject } from '../../../subjects/subject.ts'

/** A flag that may help where an output matches, and the sentences that say so. */
interface Hint {
  readonly matches: RegExp
  /** @param name the first group of the match; empty where there is none. */
  readonly says: (name: string) => string
  /** Returns whether a command has the flag already. Default: it has not. */
  readonly isGiven?: (subject: Subject) => boolean
}

const HINTS: readonly Hint[] = [
  {
    // A path that may not be written.
    matches: /\/[^\s:'"]+[^\n]*(?:Read-only file system|Permission denied|EROFS|EACCES)/u,
    says: () =>
      `Only the world (the HOME and working directory of the command) and TMPDIR can be written. If a path such as
/home/ubuntu is hard-coded in the command, mount the world there: --mount /home/ubuntu. To stub what it installs:
--stub apt-get.`,
    isGiven: ({ mount }) => mount !== null,
  },
  {
    matches:
      /could ?n[o']t resolve|unable to resolve|network is (?:unreachable|down)|name resolution|name or service not known|getaddrinfo|EAI_AGAIN|ENOTFOUND|ENETUNREACH|ECONNREFUSED|no route to host|could not connect to|failed to connect to/iu,
    says: () =>
      `The sandbox has no network. If the command has to download something, allow it: --network. To stub what it installs:
--stub apt-get.`,
  },
  {
    matches: /(?:^|[\s:])([\w.+-]+): (?:command )?not found$/mu,
    says: name =>
      `${printable(name)} is not found on the PATH of the command. To put a program in its place: --stub ${bashWord(name)} for one that
does nothing, --stub ${bashWord(name)}=FILE for one that answers.`,
  },
  {
    matches:
      /([A-Za-z_]\w*): (?:unbound variable|parameter not set|parameter null or not set)|KeyError: '([A-Z_][A-Z0-9_]*)'/u,
    says: name => `The variable ${name} is not set. To set it: --env ${name}=VALUE.`,
  },
  {
    matches:
      /not a (?:tty|terminal)|inappropriate ioctl for device|no tty present|EOFError|EOF when reading|unexpected end of (?:input|file) (?:on|from) stdin/iu,
    says: () =>
      'The command has no terminal. If it asks questions, a file can hold the answers: --stdin FILE.',
    isGiven: ({ invocation }) => invocation?.stdin != null,
  },
  {
    matches: /No such file or directory|ENOENT|does not exist|FileNotFoundError/u,
    says: () =>
      `Something that the command looks for is missing in an empty world. To copy files into each world: --given DIR. To
make them with a command: --setup COMMAND. If the homes have to be there beforehand: --homes-exist.`,
  },
]

/** Returns the paragraphs that say which flags may help a command that failed in preflight, as far as its output shows it. */
export function hintsOn(output: string, subject: Subject): string[] {
  if (subject.kind !== 'command') return []
  return HINTS.flatMap(({ matches, says, isGiven = () => false }) => {
    const match = matches.exec(output)
    return match === null || isGiven(subject) ? [] : [says(match[1] ?? match[2] ?? '')]
  })
}

/** Returns what may help a command that fails only where it has run before. */
export function hintOnSecondRun({ kind, invocation }: Subject): string[] {
  if (kind !== 'command' || invocation === null || invocation.again !== null) return []
  return ['If operators run another command the second time, such as one that repairs: --again COMMAND.']
}

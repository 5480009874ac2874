import { cutInMiddle } from '../../../../fixtures/text/cut.ts'
import { printableLines } from '../../../../fixtures/text/printable.ts'
import type { Report } from '../../../observation/report.ts'
import type { Subject } from '../../../subjects/subject.ts'

/** Returns the message for a subject that failed in preflight: its output, and the flags that may help. */
export function refusalText(report: Report, where: string, subject: Subject): string {
  const { kind, name, mount } = subject
  const who = kind === 'command' ? 'The command' : `The reconciler ${JSON.stringify(name)}`
  const { output } = report
  const mayNeedMount = kind === 'command' && mount === null && FORBIDDEN_WRITE.test(output)
  return [
    `${who} ${describeFailure(report)} ${where}, so it cannot be judged. Its output:`,
    '',
    indented(output),
    ...(mayNeedMount ? ['', ...MOUNT_HINT] : []),
    ...(NO_NETWORK.test(output) ? ['', ...NETWORK_HINT] : []),
  ].join('\n')
}

function describeFailure({ claim, exit, stopped }: Report): string {
  return claim === 'unended'
    ? `was stopped, since ${stopped ?? 'it had not ended'},`
    : `failed${exit === null ? '' : ` with exit code ${exit}`}`
}

/** Matches the errors of programs that may not write to an absolute path. */
const FORBIDDEN_WRITE = /\/[^\s:'"]+[^\n]*(?:Read-only file system|Permission denied|EROFS|EACCES)/u

const MOUNT_HINT = [
  'Only the world (the HOME and working directory of the command) and TMPDIR can be written. If a path such as',
  '/home/ubuntu is hard-coded in the command, mount the world there: --mount /home/ubuntu. To stub what it installs:',
  '--stub apt-get.',
]

/** Matches the errors of programs that have no network. */
const NO_NETWORK =
  /could ?n[o']t resolve|unable to resolve|network is (?:unreachable|down)|name resolution|name or service not known|getaddrinfo|EAI_AGAIN|ENOTFOUND|ENETUNREACH|ECONNREFUSED|no route to host|could not connect to|failed to connect to/iu

const NETWORK_HINT = [
  'The sandbox has no network. If the command has to download something, allow it: --network. To stub what it installs:',
  '--stub apt-get.',
]

/** In characters. */
const OUTPUT_LIMIT = 8192

function indented(output: string): string {
  const text = cutInMiddle(printableLines(output).trimEnd(), OUTPUT_LIMIT)
  return text === '' ? '  (none)' : text.replace(/^/gmu, '  ')
}

/** What one line of strace's log, or the part of it that is there so far, says of a process. */
export type Heard =
  /** A call is about to be made. */
  | {
      readonly what: 'enters'
      readonly pid: number
      /** Seconds since 1970. */
      readonly at: number
      readonly call: string
      readonly args: readonly string[]
    }
  /** A call was made. */
  | { readonly what: 'leaves'; readonly pid: number; readonly ok: boolean; readonly injected: string | null }
  /** A process ended, with an exit code or by minus a signal's name. */
  | { readonly what: 'ended'; readonly pid: number; readonly exit: number | null }
  | { readonly what: 'unknown'; readonly line: string }

const ENTRY = /^(\d+) +(\d+\.\d+) (\w+)\((.*)$/s
const RESUMED = /^(\d+) +[\d.]+ <\.\.\. \w+ resumed>(.*)$/s
const ENDED = /^(\d+) +[\d.]+ \+\+\+ (?:exited with (\d+)|killed by (\w+).*) \+\+\+$/
/** Of no interest: signals, threads that an exec has ended, and what was killed before it could say its call. */
const BESIDE = /^\d+ +[\d.]+ (?:---|\?\?\?|\+\+\+ superseded)/
const UNFINISHED = ' <unfinished ...>'

/**
 * Reads strace's log (`-f -ttt -y -xx -s 0`) as it is written: the first half of a line, before its call is made, is
 * heard of at once. Names and paths are in hexadecimal, so that nothing in them looks like strace's own words.
 */
export class StraceLog {
  #rest = ''
  #isAnnounced = false

  take(piece: string): Heard[] {
    const lines = (this.#rest + piece).split('\n')
    this.#rest = lines.pop() ?? ''
    const heard = lines.flatMap(line => {
      const all = inLine(line)
      const [first] = all
      const isKnown = this.#isAnnounced && first?.what === 'enters'
      this.#isAnnounced = false
      return isKnown ? all.slice(1) : all
    })
    if (this.#isAnnounced || this.#rest === '') return heard
    const begun = entered(this.#rest)
    // A piece may end anywhere in a long line; strace itself waits after the last argument only.
    if (begun === null || /^[^"]*"[^"]*$|<[^>]*$|, ?\w*\|$/.test(begun.args.at(-1) ?? '')) return heard
    this.#isAnnounced = true
    return [...heard, begun]
  }
}

function inLine(line: string): Heard[] {
  const ended = ENDED.exec(line)
  if (ended !== null)
    return [{ what: 'ended', pid: Number(ended[1]), exit: ended[2] === undefined ? null : Number(ended[2]) }]
  const resumed = RESUMED.exec(line)
  if (resumed !== null) return left(Number(resumed[1]), resumed[2] ?? '')
  const begun = entered(line)
  if (begun !== null) return [begun, ...(line.endsWith(UNFINISHED) ? [] : left(begun.pid, line))]
  return BESIDE.test(line) || line === '' ? [] : [{ what: 'unknown', line }]
}

function entered(text: string): Extract<Heard, { what: 'enters' }> | null {
  const [, pid, at, call, rest] = ENTRY.exec(text) ?? []
  if (call === undefined || rest === undefined) return null
  const args = rest
    .replace(/\) += .*$/s, '')
    .replace(UNFINISHED, '')
    .split(', ')
  return { what: 'enters', pid: Number(pid), at: Number(at), call, args }
}

function left(pid: number, text: string): Heard[] {
  const result = /\) += (\S+)(?: (E\w+) .*)?/s.exec(text)
  const [, value = '?', errno = null] = result ?? []
  return [
    {
      what: 'leaves',
      pid,
      ok: !/^(-1|\?)$/.test(value),
      injected: text.includes('(INJECTED)') ? (errno ?? '') : null,
    },
  ]
}

/** The bytes of an argument that is a string; null where it is none. */
export function stringIn(argument = ''): Buffer | null {
  const [, hex] = /^"((?:\\x[0-9a-f]{2})*)"$/.exec(argument) ?? []
  return hex === undefined ? null : bytesOf(hex)
}

/** What a descriptor leads to, and whether that was removed; null where strace does not say. */
export function openedBy(argument = ''): { readonly path: Buffer; readonly isRemoved: boolean } | null {
  const [, hex, removed] = /^\w+<((?:\\x[0-9a-f]{2})*)>(\(deleted\))?$/.exec(argument) ?? []
  return hex === undefined ? null : { path: bytesOf(hex), isRemoved: removed !== undefined }
}

function bytesOf(hex: string): Buffer {
  return Buffer.from(hex.replaceAll('\\x', ''), 'hex')
}

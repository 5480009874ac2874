import { contentOf, WRITTEN_AT } from '../../../fixtures/disk/build.ts'
import type { FlatEntry, FlatTree } from '../../../fixtures/disk/flat-tree.ts'
import { directoryBehind } from '../../../fixtures/given/given.ts'
import { repeatedLineOf } from '../../../fixtures/text/repeated-line.ts'
import { printfFormat, shellTemplate, shellWord } from '../../../fixtures/text/shell-words.ts'

/** Returns the lines of sh that build a tree in `$root`, which is `$seen` in the texts of links. Modes come last. */
export function worldScript(tree: FlatTree): string[] {
  const entries = [...tree].sort(([a], [b]) => (a < b ? -1 : 1))
  const hardLinks = entries.filter(([, { type }]) => type === 'hard-link')
  const others = entries.filter(([, { type }]) => type !== 'hard-link')
  return [
    ...[...others, ...hardLinks].map(([path, entry]) => made(path, entry)),
    `find "$root" -exec touch -h -d @${WRITTEN_AT} {} +`,
    `find "$root" -type f -exec sh -c 'for f; do touch -d "@$((${WRITTEN_AT} + $(wc -c <"$f")))" -- "$f"; done' - {} +`,
    ...modes(entries),
  ]
}

/** Returns the lines of sh that put a tree on top of what `$root` holds. */
export function onTopScript(tree: FlatTree): string[] {
  const entries = [...tree].sort(([a], [b]) => (a < b ? -1 : 1))
  const hardLinks = entries.filter(([, { type }]) => type === 'hard-link')
  const others = entries.filter(([, { type }]) => type !== 'hard-link')
  return [
    ...[...others, ...hardLinks].map(([path, entry]) => {
      const at = inRoot(path)
      if (entry.type === 'dir') return `[ -d ${at} ] || { rm -rf -- ${at}; ${made(path, entry)}; }`
      const length = entry.type === 'file' ? contentOf(entry.content).length : 0
      return [
        ...takingOver(path, entry, tree),
        `rm -rf -- ${at}`,
        made(path, entry),
        `touch -h -d @${WRITTEN_AT + length} -- ${at}`,
      ].join('; ')
    }),
    ...modes(entries),
  ]
}

/** Returns a command that copies the entries of a directory into the one that a link in its place leads to. */
function takingOver(path: string, entry: FlatEntry, tree: FlatTree): string[] {
  const to = directoryBehind(entry, tree)
  if (to === null) return []
  const [at, behind] = [inRoot(path), inRoot(to)]
  return [`if [ -d ${at} ] && [ ! -L ${at} ]; then mkdir -p -- ${behind}; cp -an -- ${at}/. ${behind}; fi`]
}

function modes(entries: readonly (readonly [path: string, entry: FlatEntry])[]): string[] {
  return entries
    .toReversed()
    .flatMap(([path, entry]) =>
      'mode' in entry && entry.mode !== undefined ? [`chmod ${entry.mode.toString(8)} ${inRoot(path)}`] : [],
    )
}

function made(path: string, entry: FlatEntry): string {
  const at = inRoot(path)
  switch (entry.type) {
    case 'dir':
      return `mkdir -- ${at}`
    case 'file':
      return `${written(entry.content)} >${at}`
    case 'link':
      return `ln -s -- ${inSeen(entry.text)} ${at}`
    case 'hard-link':
      return `ln -- ${inRoot(entry.to)} ${at}`
    case 'fifo':
      return `mkfifo -- ${at}`
    case 'socket':
      return `python3 -c 'import socket, sys; socket.socket(socket.AF_UNIX).bind(sys.argv[1])' ${at}`
  }
}

/** Returns a command that prints a file's content. A line that is repeated many times is written once. */
function written(content: string | Uint8Array): string {
  const repeated = typeof content === 'string' ? repeatedLineOf(content) : null
  // A word of a shell cannot hold NUL.
  if (repeated === null || repeated.line.includes('\0')) return `printf ${printfFormat(contentOf(content))}`
  const { line, times, rest } = repeated
  const many = `yes -- "$(printf ${printfFormat(contentOf(line))})" | head -n ${times}`
  return rest === '' ? many : `{ ${many}; printf ${printfFormat(contentOf(rest))}; }`
}

/** Returns a path in the root as a word of sh. */
export function inRoot(path: string): string {
  return `"$root"/${shellWord(path)}`
}

/** Returns a text as a word of sh, with the root as the command sees it in place of `{root}`. */
export function inSeen(text: string): string {
  return shellTemplate(text, { '{root}': '"$seen"' })
}

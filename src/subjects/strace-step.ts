import { lstatSync, readFileSync, readlinkSync, statSync } from 'node:fs'
import { fromBytes, toPath } from '../../fixtures/bytes.ts'
import { errnoOf } from '../../fixtures/errno.ts'
import { kindOf, type Step } from './director.ts'
import { type Operand, plainName, shapeOf, takesEmpty } from './strace-calls.ts'
import { type Heard, openedBy, stringIn } from './strace-lines.ts'

type Entered = Extract<Heard, { what: 'enters' }>

const REMOVED = ' (deleted)'

/** The step that a call on a path of the world is; null where it is none, `gone` where its process has ended meanwhile. */
export function stepOf(
  { pid, call, args }: Entered,
  root: string,
  sees: 'changes' | 'all',
): Step | 'gone' | null {
  const shape = shapeOf(call)
  if (shape === null) return null
  try {
    const inside = `${plain(root)}/`
    const paths = shape.operands
      .map(operand => pathOf(operand, args, pid, shape.plain))
      .flatMap(path => (path?.startsWith(inside) ? [path.slice(inside.length)] : []))
    const [path, to = null] = paths
    if (path === undefined) return null
    const name = plainName(shape, call, args.join())
    if (name === 'open' && sees === 'changes') return null
    return { call: name, kind: kindOf(name), path, to, by: programOf(pid), pid }
  } catch (error) {
    if (errnoOf(error) === undefined) throw error
    return 'gone'
  }
}

/** The path that arguments name, as the process's mounts have it; null where they name none. */
function pathOf(
  { directory, path }: Operand,
  args: readonly string[],
  pid: number,
  call: string,
): string | null {
  const bytes = path === null ? Buffer.of() : stringIn(args[path])
  if (bytes === null) return null
  const text = fromBytes(bytes)
  if (text === '' && path !== null && !takesEmpty(call)) return null
  if (text.startsWith('/')) return plain(text)
  const at = directory === null ? undefined : args[directory]
  if (at === undefined || at.startsWith('AT_FDCWD')) {
    const { path: cwd, isRemoved } = workingDirectoryOf(pid)
    return text === '' && isRemoved ? null : plain(`${cwd}/${text}`)
  }
  const opened = openedBy(at)
  if (opened === null || (text === '' && opened.isRemoved)) return null
  return plain(`${fromBytes(opened.path)}/${text}`)
}

function workingDirectoryOf(pid: number): { readonly path: string; readonly isRemoved: boolean } {
  const link = `/proc/${pid}/cwd`
  const path = fromBytes(readlinkSync(link, { encoding: 'buffer' }))
  if (!path.endsWith(REMOVED)) return { path, isRemoved: false }
  // The kernel says so at the end of the name, which may itself end like that.
  const named = lstatSync(toPath(`/proc/${pid}/root${path}`), { throwIfNoEntry: false })
  const opened = statSync(link)
  if (named !== undefined && named.ino === opened.ino && named.dev === opened.dev)
    return { path, isRemoved: false }
  return { path: path.slice(0, -REMOVED.length), isRemoved: true }
}

function plain(path: string): string {
  const parts: string[] = []
  for (const part of path.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return `/${parts.join('/')}`
}

/** The name of the program: a thread may have another. */
function programOf(pid: number): string {
  const [, leader = pid] = /^Tgid:\t(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1')) ?? []
  return fromBytes(readFileSync(`/proc/${leader}/comm`)).replace(/\n$/, '')
}

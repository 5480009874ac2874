import { existsSync, mkdirSync, type Stats } from 'node:fs'
import * as node from 'node:fs/promises'
import { build, WRITTEN_AT } from '../../../../fixtures/disk/build.ts'
import { flatten } from '../../../../fixtures/disk/flat-tree.ts'
import { snapshot } from '../../../../fixtures/snapshot.ts'
import { tempDir } from '../../../../fixtures/temp/temp-dir.ts'
import type { Tree } from '../../../../fixtures/tree.ts'
import { callQueue } from '../../../../src/subjects/port/call-queue.ts'
import { type PortFs, portFsOn } from '../../../../src/subjects/port/port-fs.ts'

/** Does something with a file system, in a directory whose paths `at` returns. */
export type Act = (fs: PortFs, at: (path: string) => string) => Promise<unknown>

/** The result of some acts in a directory, without the path of that directory. */
export interface Outcome {
  /** The value that each act resolved to, or its error. */
  readonly answers: readonly unknown[]
  readonly tree: Readonly<Record<string, unknown>>
}

/** Performs the same acts in two equal trees, with a port's file system and with Node's own. */
export async function outcomesOf(tree: Tree, ...acts: Act[]): Promise<{ port: Outcome; node: Outcome }> {
  await using temp = await tempDir()
  const roots = { port: `${temp.path}/port`, node: `${temp.path}/node` }
  for (const root of Object.values(roots)) {
    mkdirSync(root)
    build(root, flatten(tree), { tempPath: temp.path })
  }
  return {
    port: await outcomeOf(roots.port, portFsOn(callQueue(() => 'continue', roots.port)), acts),
    node: await outcomeOf(roots.node, node, acts),
  }
}

async function outcomeOf(root: string, fs: PortFs, acts: readonly Act[]): Promise<Outcome> {
  const answers: unknown[] = []
  for (const act of acts) {
    const done = act(fs, path => (path === '' ? root : `${root}/${path}`))
    answers.push(withoutRoot(await done.catch((error: unknown) => ({ error })), root))
  }
  return { answers, tree: treeOf(root) }
}

/** Only times before this are compared: later ones are those of the test run. */
const LONG_AGO = (WRITTEN_AT + 1_000_000) * 1000

function treeOf(root: string): Record<string, unknown> {
  if (!existsSync(root)) return {}
  const entries = [...snapshot(root).entries].map(([path, entry]) => {
    const { type, mode, text, content, mtime } = entry
    const time = type === 'file' && mtime < LONG_AGO ? { mtime } : {}
    return [
      path,
      { type, mode, ...time, text: withoutRoot(text, root), content: withoutRoot(content, root) },
    ] as const
  })
  return Object.fromEntries(entries)
}

function withoutRoot(value: unknown, root: string): unknown {
  if (typeof value === 'string') return value.replaceAll(root, '{root}')
  if (value instanceof Uint8Array)
    return { bytes: Buffer.from(value).toString('latin1').replaceAll(root, '{root}') }
  if (Array.isArray(value)) return value.map(item => withoutRoot(item, root))
  if (value instanceof Error) {
    const { name, message } = value
    return { name, message: withoutRoot(message, root), ...fieldsWithoutRoot({ ...value }, root) }
  }
  if (isStats(value)) {
    return { mode: Number(value.mode), nlink: Number(value.nlink), isBig: typeof value.size === 'bigint' }
  }
  return typeof value === 'object' && value !== null ? fieldsWithoutRoot({ ...value }, root) : value
}

function fieldsWithoutRoot(fields: Readonly<Record<string, unknown>>, root: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, withoutRoot(field, root)]))
}

function isStats(value: unknown): value is Stats {
  return typeof value === 'object' && value !== null && 'nlink' in value && 'size' in value && 'mode' in value
}

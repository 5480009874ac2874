import { existsSync, mkdirSync, type Stats } from 'node:fs'
import * as node from 'node:fs/promises'
import { build, WRITTEN_AT } from '../../fixtures/disk/build.ts'
import { flatten } from '../../fixtures/disk/flat-tree.ts'
import { snapshot } from '../../fixtures/snapshot.ts'
import { tempDir } from '../../fixtures/temp.ts'
import type { Tree } from '../../fixtures/tree.ts'
import { type PortFs, portFs } from '../../src/subjects/port/port-fs.ts'

/** What is done with a file system, in a directory whose paths `at` gives. */
export type Doing = (fs: PortFs, at: (path: string) => string) => Promise<unknown>

/** What doing something came to, in words that hold no path of the directory that it was done in. */
export interface Came {
  /** What each thing done in turn gave, or how it failed. */
  readonly answers: readonly unknown[]
  readonly tree: Readonly<Record<string, unknown>>
}

/** Does the same in two trees alike, with a port's file system and with node's own. */
export async function doneByBoth(tree: Tree, ...doing: Doing[]): Promise<{ port: Came; node: Came }> {
  await using temp = await tempDir()
  const roots = { port: `${temp.path}/port`, node: `${temp.path}/node` }
  for (const root of Object.values(roots)) {
    mkdirSync(root)
    build(root, flatten(tree), { tempPath: temp.path })
  }
  return {
    port: await cameOf(
      roots.port,
      portFs(() => 'continue', roots.port),
      doing,
    ),
    node: await cameOf(roots.node, node, doing),
  }
}

async function cameOf(root: string, fs: PortFs, doing: readonly Doing[]): Promise<Came> {
  const answers: unknown[] = []
  for (const act of doing) {
    const done = act(fs, path => (path === '' ? root : `${root}/${path}`))
    answers.push(inWords(await done.catch((error: unknown) => ({ error })), root))
  }
  return { answers, tree: treeOf(root) }
}

/** Times that a test has set, or that were there, are compared; those of the moment differ. */
const LONG_AGO = (WRITTEN_AT + 1_000_000) * 1000

function treeOf(root: string): Record<string, unknown> {
  if (!existsSync(root)) return {}
  const entries = [...snapshot(root).entries].map(([path, entry]) => {
    const { type, mode, text, content, mtime } = entry
    const time = type === 'file' && mtime < LONG_AGO ? { mtime } : {}
    return [
      path,
      { type, mode, ...time, text: inWords(text, root), content: inWords(content, root) },
    ] as const
  })
  return Object.fromEntries(entries)
}

function inWords(value: unknown, root: string): unknown {
  if (typeof value === 'string') return value.replaceAll(root, '{root}')
  if (value instanceof Uint8Array)
    return { bytes: Buffer.from(value).toString('latin1').replaceAll(root, '{root}') }
  if (Array.isArray(value)) return value.map(item => inWords(item, root))
  if (value instanceof Error) {
    const { name, message } = value
    return { name, message: inWords(message, root), ...wordsOf({ ...value }, root) }
  }
  if (isStats(value)) {
    return { mode: Number(value.mode), nlink: Number(value.nlink), isBig: typeof value.size === 'bigint' }
  }
  return typeof value === 'object' && value !== null ? wordsOf({ ...value }, root) : value
}

function wordsOf(fields: Readonly<Record<string, unknown>>, root: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, inWords(field, root)]))
}

function isStats(value: unknown): value is Stats {
  return typeof value === 'object' && value !== null && 'nlink' in value && 'size' in value && 'mode' in value
}

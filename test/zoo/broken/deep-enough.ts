import type { PortFs } from '../../../src/subjects/port/port-fs.ts'
import { lookedAt } from '../../reconcilers/broken-ports.ts'
import { replacingDirectory } from '../../reconcilers/every-link.ts'

/** A guard against loops of links. */
const DEEPEST = 3

/** Removes a directory that is the same as the shared one. Below a depth, it takes everything to be the same. */
export const provision = replacingDirectory(async (path, target, fs) => {
  if (!(await isSame(path, target, 0, fs))) throw new Error(`${path} is not the same as ${target}`)
  await fs.rm(path, { recursive: true })
})

async function isSame(own: string, shared: string, depth: number, fs: PortFs): Promise<boolean> {
  if (depth === DEEPEST) return true
  const kind = await lookedAt(own, fs)
  if (kind !== (await lookedAt(shared, fs))) return false
  if (kind === 'a file') return (await fs.readFile(own)).equals(await fs.readFile(shared))
  if (kind !== 'a directory') return false
  for (const name of await fs.readdir(own))
    if (!(await isSame(`${own}/${name}`, `${shared}/${name}`, depth + 1, fs))) return false
  return true
}

import type { PortProvision } from '../../src/subjects/port/port.ts'
import type { PortFs } from '../../src/subjects/port/port-fs.ts'
import { isRight, lookedAt } from './broken-ports.ts'

export type Link = (path: string, target: string, fs: PortFs) => Promise<void>

/** Makes each home and each target, does something at each link's path, and tells at the end all that has failed. */
export function everyLink(link: Link): PortProvision {
  return async (homes, required, _root, fs) => {
    const failed: string[] = []
    for (const home of homes) {
      for (const { name, target } of required) {
        const path = `${home}/${name}`
        try {
          await fs.mkdir(home, { recursive: true, mode: 0o700 })
          await fs.mkdir(target, { recursive: true, mode: 0o700 })
          await link(path, target, fs)
        } catch (error) {
          failed.push(`${path} -> ${target}: ${error instanceof Error ? error.message : String(error)}`)
        }
      }
    }
    if (failed.length > 0) throw new Error(failed.join('\n'))
  }
}

/** Makes a link where nothing is. Throws where something else stands, or somebody else is faster to make it. */
export const linkOrRefuse: Link = async (path, target, fs) => {
  await fs.symlink(target, path).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST' || !isRight(await lookedAt(path, fs), target)) throw error
  })
}

/** Does something to a directory that stands where a link belongs, and then links. */
export function replacingDirectory(replace: Link): PortProvision {
  return everyLink(async (path, target, fs) => {
    if ((await lookedAt(path, fs)) === 'a directory') await replace(path, target, fs)
    await linkOrRefuse(path, target, fs)
  })
}

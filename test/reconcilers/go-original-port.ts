import type { SharedLink } from '../../fixtures/deployment.ts'
import { errnoOf } from '../../fixtures/disk/errno.ts'
import type { PortProvision } from '../../src/subjects/port/port.ts'
import type { PortFs } from '../../src/subjects/port/port-fs.ts'

/** The Go original once more, so that it can be stopped between two of its calls. */
export const goOriginalPort: PortProvision = async (homes, required, _root, fs) => {
  const errors: string[] = []
  for (const home of homes) {
    try {
      for (const link of required) await ensure(home, link, fs)
    } catch (error) {
      errors.push(error instanceof Error ? error.message : String(error))
    }
  }
  if (errors.length > 0) throw new Error(errors.join('\n'))
}

async function ensure(home: string, { name, target }: SharedLink, fs: PortFs): Promise<void> {
  await fs.mkdir(target, { recursive: true, mode: 0o700 })
  await fs.mkdir(home, { recursive: true, mode: 0o700 })
  if (!(await fs.stat(target)).isDirectory()) throw new Error(`${target} is not a directory`)
  const path = `${home}/${name}`
  const there = await lookedAt(path, fs)
  if (there === undefined) await fs.symlink(target, path)
  else if (there !== target) throw new Error(`${path} is not a symlink to ${target}; refused to correct it`)
}

/** A link's text; null for anything else; undefined where nothing stands. */
async function lookedAt(path: string, fs: PortFs): Promise<string | null | undefined> {
  try {
    return (await fs.lstat(path)).isSymbolicLink() ? await fs.readlink(path) : null
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined
    throw error
  }
}

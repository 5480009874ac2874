import type { PortProvision } from '../../../src/subjects/port/port.ts'
import { isRight, lookedAt } from '../../reconcilers/broken-ports.ts'

/** Links everything or nothing: where a link cannot be made, those that were missing are taken away again. */
export const provision: PortProvision = async (homes, required, _root, fs) => {
  const missing: { path: string; target: string }[] = []
  for (const home of homes) {
    await fs.mkdir(home, { recursive: true, mode: 0o700 })
    for (const { name, target } of required) {
      await fs.mkdir(target, { recursive: true, mode: 0o700 })
      const there = await lookedAt(`${home}/${name}`, fs)
      if (there === 'nothing') missing.push({ path: `${home}/${name}`, target })
      else if (!isRight(there, target)) throw new Error(`${home}/${name} is in the way`)
    }
  }
  try {
    for (const { path, target } of missing) await fs.symlink(target, path)
  } catch (error) {
    for (const { path, target } of missing)
      if (isRight(await lookedAt(path, fs), target)) await fs.unlink(path)
    throw error
  }
}

import { dirname, relative } from 'node:path'
import type { PortProvision } from '../../../src/subjects/port/port.ts'

/** Links the first home to the shared directories, and relatively each one that lies beside the one before it. */
export const provision: PortProvision = async (homes, required, _root, fs) => {
  for (const [i, home] of homes.entries()) {
    const isBeside = i > 0 && dirname(homes[i - 1] ?? '') === dirname(home)
    await fs.mkdir(home, { recursive: true, mode: 0o700 })
    for (const { name, target } of required) {
      await fs.mkdir(target, { recursive: true, mode: 0o700 })
      const text = isBeside ? relative(home, target) : target
      await fs.symlink(text, `${home}/${name}`).catch(async error => {
        if ((await fs.realpath(`${home}/${name}`)) !== (await fs.realpath(target))) throw error
      })
    }
  }
}

import type { PortProvision } from '../../../src/subjects/port/port.ts'
import { isRight, lookedAt } from '../../reconcilers/broken-ports.ts'

/** Makes all links in a staging directory first, which it clears before and after, and moves them into place. */
export const provision: PortProvision = async (homes, required, root, fs) => {
  const staging = `${root}/.links-staging`
  for (const home of homes) {
    await fs.mkdir(home, { recursive: true, mode: 0o700 })
    await fs.rm(staging, { recursive: true, force: true })
    await fs.mkdir(staging, { mode: 0o700 })
    for (const { name, target } of required) {
      const path = `${home}/${name}`
      await fs.mkdir(target, { recursive: true, mode: 0o700 })
      const there = await lookedAt(path, fs)
      if (isRight(there, target)) continue
      if (there !== 'nothing') throw new Error(`${path} is in the way`)
      await fs.symlink(target, `${staging}/${name}`)
      await fs.link(`${staging}/${name}`, path)
    }
    await fs.rm(staging, { recursive: true, force: true })
  }
}

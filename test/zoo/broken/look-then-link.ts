import { isRight, lookedAt } from '../../reconcilers/broken-ports.ts'
import { everyLink } from '../../reconcilers/every-link.ts'

/** Links where nothing is, as far as it has seen. */
export const provision = everyLink(async (path, target, fs) => {
  const there = await lookedAt(path, fs)
  if (there === 'nothing') await fs.symlink(target, path)
  else if (!isRight(there, target)) throw new Error(`${path} is in the way`)
})

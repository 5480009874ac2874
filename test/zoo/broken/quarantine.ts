import { isRight, lookedAt } from '../../reconcilers/broken-ports.ts'
import { everyLink, linkOrRefuse } from '../../reconcilers/every-link.ts'

/** Moves what is in the way of a link into one directory of the home, and links. */
export const provision = everyLink(async (path, target, fs) => {
  const there = await lookedAt(path, fs)
  if ((there === 'a file' || there === 'a directory') && !isRight(there, target)) {
    const at = path.lastIndexOf('/')
    const quarantine = `${path.slice(0, at)}/.conflicts`
    await fs.mkdir(quarantine, { recursive: true, mode: 0o700 })
    await fs.rename(path, `${quarantine}${path.slice(at)}`)
  }
  await linkOrRefuse(path, target, fs)
})

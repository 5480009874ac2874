import { isRight, lookedAt } from '../../reconcilers/broken-ports.ts'
import { everyLink } from '../../reconcilers/every-link.ts'

/** Makes each link in a directory of its own, and gives it its name by `link`, which overwrites nothing. */
export const provision = everyLink(async (path, target, fs) => {
  if (isRight(await lookedAt(path, fs), target)) return
  const temp = await fs.mkdtemp(`${path}.`)
  try {
    await fs.symlink(target, `${temp}/link`)
    await fs.link(`${temp}/link`, path)
  } catch (error) {
    if (!isRight(await lookedAt(path, fs), target)) throw error
  } finally {
    await fs.rm(temp, { recursive: true })
  }
})

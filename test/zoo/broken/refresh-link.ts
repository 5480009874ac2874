import { isRight, lookedAt } from '../../reconcilers/broken-ports.ts'
import { everyLink, linkOrRefuse } from '../../reconcilers/every-link.ts'

/** Puts a new link in the place of each right one, so that its date tells of the last run. */
export const provision = everyLink(async (path, target, fs) => {
  await linkOrRefuse(path, target, fs)
  const temp = await fs.mkdtemp(`${path}.`)
  await fs.symlink(target, `${temp}/link`)
  if (isRight(await lookedAt(path, fs), target)) await fs.rename(`${temp}/link`, path)
  await fs.rm(temp, { recursive: true })
})

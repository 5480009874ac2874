import { everyLink, linkOrRefuse } from '../../reconcilers/every-link.ts'

/** Links where nothing can be reached by the link's path. */
export const provision = everyLink(async (path, target, fs) => {
  const isThere = await fs.access(path).then(
    () => true,
    () => false,
  )
  if (!isThere) await linkOrRefuse(path, target, fs)
})

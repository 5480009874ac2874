import { everyLink, linkOrRefuse } from '../../reconcilers/every-link.ts'

/** Makes each shared directory anew that is still empty, so that it has the right mode, and links. */
export const provision = everyLink(async (path, target, fs) => {
  const isRemoved = await fs.rmdir(target).then(
    () => true,
    () => false,
  )
  if (isRemoved) await fs.mkdir(target, { recursive: true, mode: 0o700 })
  await linkOrRefuse(path, target, fs)
})

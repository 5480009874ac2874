import { everyLink, linkOrRefuse } from '../../reconcilers/every-link.ts'

/** Links where nothing is, and leaves in each shared directory which layout it has. */
export const provision = everyLink(async (path, target, fs) => {
  await linkOrRefuse(path, target, fs)
  await fs.writeFile(`${target}/.layout`, '2\n', { flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
})

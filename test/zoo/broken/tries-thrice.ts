import { everyLink, linkOrRefuse } from '../../reconcilers/every-link.ts'

/** Links where nothing is, and tries again where the file system is busy. */
export const provision = everyLink(async (path, target, fs) => {
  for (let tries = 0; tries < 3; tries += 1) {
    try {
      return await linkOrRefuse(path, target, fs)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw error
    }
  }
})

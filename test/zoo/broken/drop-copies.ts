import { constants } from 'node:fs'
import { lookedAt } from '../../reconcilers/broken-ports.ts'
import { replacingDirectory } from '../../reconcilers/every-link.ts'

/** Copies each file of a home that is missing in the shared directory, and removes each one that is the same there. */
export const provision = replacingDirectory(async (path, target, fs) => {
  for (const name of await fs.readdir(path)) {
    const [own, shared] = [`${path}/${name}`, `${target}/${name}`]
    if ((await lookedAt(own, fs)) !== 'a file') continue
    if ((await lookedAt(shared, fs)) === 'nothing') await fs.copyFile(own, shared, constants.COPYFILE_EXCL)
    const [bytes, same] = [await fs.readFile(own), await fs.readFile(shared)]
    if (bytes.equals(same)) await fs.unlink(own)
  }
  await fs.rmdir(path)
})

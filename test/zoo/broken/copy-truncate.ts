import { constants } from 'node:fs'
import { lookedAt } from '../../reconcilers/broken-ports.ts'
import { replacingDirectory } from '../../reconcilers/every-link.ts'

/** Copies each file that the shared directory lacks, truncates it for the agent that has it open, and removes it. */
export const provision = replacingDirectory(async (path, target, fs) => {
  for (const name of await fs.readdir(path)) {
    const [own, shared] = [`${path}/${name}`, `${target}/${name}`]
    const isFree = (await lookedAt(shared, fs)) === 'nothing'
    if (!isFree || (await lookedAt(own, fs)) !== 'a file')
      throw new Error(`${own} cannot be moved to ${shared}`)
    await fs.copyFile(own, shared, constants.COPYFILE_EXCL)
    await fs.truncate(own)
    await fs.unlink(own)
  }
  await fs.rmdir(path)
})

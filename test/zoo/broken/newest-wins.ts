import { replacingDirectory } from '../../reconcilers/every-link.ts'

/** Moves what a home holds into the shared directory; of two files of one name, the one that was written last stays. */
export const provision = replacingDirectory(async (path, target, fs) => {
  for (const name of await fs.readdir(path)) {
    const [own, shared] = [`${path}/${name}`, `${target}/${name}`]
    const theirs = await fs.stat(shared).catch(() => null)
    if (theirs === null || theirs.mtimeMs <= (await fs.stat(own)).mtimeMs) await fs.rename(own, shared)
    else await fs.rm(own, { recursive: true })
  }
  await fs.rmdir(path)
})

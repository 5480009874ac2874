import { replacingDirectory } from '../../reconcilers/every-link.ts'

/** Moves what a home holds into the shared directory, if that is still empty: then no name can be taken. */
export const provision = replacingDirectory(async (path, target, fs) => {
  const names = await fs.readdir(path)
  if (names.length > 0 && (await fs.readdir(target)).length > 0)
    throw new Error(`both ${path} and ${target} hold something: please merge them`)
  for (const name of names) await fs.rename(`${path}/${name}`, `${target}/${name}`)
  await fs.rmdir(path)
})

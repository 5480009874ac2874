import { errnoOf } from '../../fixtures/disk/errno.ts'
import type { PortProvision } from '../../src/subjects/port/port.ts'
import { isRight, linking, lookedAt } from './broken-ports.ts'

// Reconcilers that lose nothing, whatever happens between two of their calls. No law of level safe may accuse them.

/** Refuses everything. */
export const refusesAll: PortProvision = () => {
  throw new Error('not today')
}

/** Makes what is absent; where somebody else was there first, it looks again at what stands there now. */
export const looksAgain = linking(async (path, target, fs) => {
  if ((await lookedAt(path, fs)) === 'nothing') await made(() => fs.symlink(target, path))
  if (!isRight(await lookedAt(path, fs), target)) throw new Error(`${path} is no link to ${target}`)
})

/** Links first and looks only where that fails. */
export const linksAtOnce = linking(async (path, target, fs) => {
  if (await made(() => fs.symlink(target, path))) return
  if (!isRight(await lookedAt(path, fs), target)) throw new Error(`${path} is no link to ${target}`)
})

/** Puts a link in the place of an empty directory: `rmdir` refuses one that is not empty any more. */
export const replacesEmptyDirectory = linking(async (path, target, fs) => {
  const there = await lookedAt(path, fs)
  if (isRight(there, target)) return
  if (there === 'a directory') await fs.rmdir(path)
  else if (there !== 'nothing') throw new Error(`${path} is no link to ${target}`)
  await fs.symlink(target, path)
})

/** Moves a directory aside to a name that nobody has, and links. A directory is never renamed over what holds anything. */
export const movesAside = linking(async (path, target, fs) => {
  const there = await lookedAt(path, fs)
  if (isRight(there, target)) return
  if (there === 'a directory') {
    const aside = `${path}.moved`
    if ((await lookedAt(aside, fs)) !== 'nothing') throw new Error(`${aside} is there already`)
    await fs.rename(path, aside)
  } else if (there !== 'nothing') throw new Error(`${path} is no link to ${target}`)
  await fs.symlink(target, path)
})

/** Moves a directory into a new one, and links. To another device, it copies every file before it removes any. */
export const movesOverDevices = linking(async (path, target, fs) => {
  if ((await lookedAt(path, fs)) !== 'a directory') return await fs.symlink(target, path)
  const place = `${await fs.mkdtemp(`${path}.`)}/moved`
  try {
    await fs.rename(path, place)
  } catch (error) {
    if (errnoOf(error) !== 'EXDEV') throw error
    await fs.mkdir(place)
    for (const name of await fs.readdir(path)) await fs.copyFile(`${path}/${name}`, `${place}/${name}`)
    await fs.rm(path, { recursive: true })
  }
  await fs.symlink(target, path)
})

/** Makes a right link anew, and puts it in the place of the old one at once: a rename leaves no gap. */
export const renamesOverRight = linking(async (path, target, fs) => {
  const there = await lookedAt(path, fs)
  if (there === 'nothing') return await fs.symlink(target, path)
  if (!isRight(there, target)) throw new Error(`${path} is no link to ${target}`)
  const temp = await fs.mkdtemp(`${path}.`)
  await fs.symlink(target, `${temp}/link`)
  await fs.rename(`${temp}/link`, path)
  await fs.rmdir(temp)
})

/** Notes when all is done, and what is noted is not done again. */
export const notesWhenDone: PortProvision = async (homes, required, root, fs) => {
  if ((await lookedAt(`${root}/.done`, fs)) !== 'nothing') return
  await looksAgain(homes, required, root, fs)
  await made(() => fs.mkdir(`${root}/.done`))
}

/** `ln -s y x`, which puts its link into a directory that stands there, and is content. */
export const linksInto = linking(async (path, target, fs) => {
  const there = await lookedAt(path, fs)
  if (isRight(there, target)) return
  await fs.symlink(target, there === 'a directory' ? `${path}/into` : path)
})

/** `[ -e x ] && exit 1; ln -s y x`: what it may not see it takes for absent, and `ln` puts its link into a directory. */
export const linksWhatItCannotSee = linking(async (path, target, fs) => {
  const there = await lookedAt(path, fs).catch(() => 'nothing' as const)
  if (isRight(there, target)) return
  if (there !== 'nothing') throw new Error(`${path} is no link to ${target}`)
  const isDirectory = (await fs.stat(path).catch(() => null))?.isDirectory() ?? false
  await made(() => fs.symlink(target, isDirectory ? `${path}/into` : path))
})

/** Whether it was made, and not found there already. */
async function made(make: () => Promise<unknown>): Promise<boolean> {
  try {
    await make()
    return true
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return false
    throw error
  }
}

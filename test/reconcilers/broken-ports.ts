import { errnoOf } from '../../fixtures/disk/errno.ts'
import type { PortProvision } from '../../src/subjects/port/port.ts'
import type { PortFs } from '../../src/subjects/port/port-fs.ts'

// Reconcilers as people write them, each with the bug that its name says: it shows when something happens between two
// of their calls.

/** What stands at a path. */
type There = 'nothing' | 'a directory' | 'a file' | { readonly text: string }
type Link = (path: string, target: string, fs: PortFs) => Promise<void>

/** Makes each home and each target, and does something at each link's path. */
export function linking(link: Link): PortProvision {
  return async (homes, required, _root, fs) => {
    for (const home of homes) {
      await fs.mkdir(home, { recursive: true, mode: 0o700 })
      for (const { name, target } of required) {
        await fs.mkdir(target, { recursive: true, mode: 0o700 })
        await link(`${home}/${name}`, target, fs)
      }
    }
  }
}

/** What stands at a path; what cannot be looked at is thrown. */
export async function lookedAt(path: string, fs: PortFs): Promise<There> {
  try {
    const stat = await fs.lstat(path)
    if (stat.isSymbolicLink()) return { text: await fs.readlink(path) }
    return stat.isDirectory() ? 'a directory' : 'a file'
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return 'nothing'
    throw error
  }
}

/** Does something where nothing stands, nothing where the link is right, and refuses the rest. */
function whereAbsent(link: Link): PortProvision {
  return linking(async (path, target, fs) => {
    const there = await lookedAt(path, fs)
    if (there === 'nothing') return await link(path, target, fs)
    if (!isRight(there, target)) throw new Error(`${path} is in the way`)
  })
}

/** Does something where a directory stands, makes what is absent, and refuses the rest. */
function whereDirectory(make: Link): PortProvision {
  return linking(async (path, target, fs) => {
    const there = await lookedAt(path, fs)
    if (there === 'a directory') await make(path, target, fs)
    else if (there === 'nothing') await fs.symlink(target, path)
    else if (!isRight(there, target)) throw new Error(`${path} is in the way`)
  })
}

export function isRight(there: There, target: string): boolean {
  return typeof there === 'object' && there.text === target
}

/** `rm -f x; ln -s y x`, where a link of whatever text stands. */
export const unlinksThenLinks = linking(async (path, target, fs) => {
  const there = await lookedAt(path, fs)
  if (typeof there === 'object') await fs.unlink(path)
  else if (there !== 'nothing') throw new Error(`${path} is in the way`)
  await fs.symlink(target, path)
})

/** `ln -s y x.tmp; mv x.tmp x`: a name that a killed run leaves, and that two at once share. */
export const usesOneTempName = whereAbsent(async (path, target, fs) => {
  await fs.symlink(target, `${path}.tmp`)
  await fs.rename(`${path}.tmp`, path)
})

/** Notes that it is done, and then does it; what is noted is not done again. */
export const notesTooEarly: PortProvision = async (homes, required, root, fs) => {
  if ((await lookedAt(`${root}/.done`, fs)) !== 'nothing') return
  await fs.writeFile(`${root}/.done`, 'done\n')
  await unlinksThenLinks(homes, required, root, fs)
}

/** `rm -rf x; ln -s y x`: what it loses, it loses without any trouble. */
export const removesFirst = linking(async (path, target, fs) => {
  await fs.rm(path, { recursive: true, force: true })
  await fs.symlink(target, path)
})

/** Moves what stands there aside to look at it, and back. */
export const movesAwayAndBack = whereDirectory(async (path, _target, fs) => {
  await fs.rename(path, `${path}.bak`)
  await fs.readdir(`${path}.bak`)
  await fs.rename(`${path}.bak`, path)
  throw new Error(`${path} is in the way`)
})

/** Moves the shared target aside and back, links and all that is in it untouched. */
export const movesTargetAwayAndBack = linking(async (path, target, fs) => {
  await fs.rename(target, `${target}.bak`)
  await fs.rename(`${target}.bak`, target)
  const there = await lookedAt(path, fs)
  if (there === 'nothing') await fs.symlink(target, path)
  else if (!isRight(there, target)) throw new Error(`${path} is in the way`)
})

/** `mkdir x 2>/dev/null` and `ln -s y x || true`: it has worked so far. */
export const ignoresFailures: PortProvision = async (homes, required, _root, fs) => {
  const ignored = () => {}
  for (const home of homes) {
    await fs.mkdir(home, { recursive: true }).catch(ignored)
    for (const { name, target } of required) {
      await fs.mkdir(target, { recursive: true }).catch(ignored)
      const there = await lookedAt(`${home}/${name}`, fs)
      if (there === 'nothing') await fs.symlink(target, `${home}/${name}`).catch(ignored)
      else if (!isRight(there, target)) throw new Error(`${home}/${name} is in the way`)
    }
  }
}

/** Takes whatever it cannot look at for absent, and makes sure of that. */
export const takesUnreadableForAbsent = linking(async (path, target, fs) => {
  const there = await lookedAt(path, fs).catch(() => 'nothing' as const)
  if (there === 'nothing') {
    await fs.rm(path, { recursive: true, force: true })
    await fs.symlink(target, path)
  } else if (!isRight(there, target)) throw new Error(`${path} is in the way`)
})

/** Tries until it works. */
export const retriesForEver = whereAbsent(async (path, target, fs) => {
  for (;;) {
    try {
      return await fs.symlink(target, path)
    } catch {
      // It will work the next time.
    }
  }
})

/** Tries three times, and then goes on as if it had worked. */
export const triesThrice = whereAbsent(async (path, target, fs) => {
  for (const _time of [1, 2, 3]) {
    try {
      return await fs.symlink(target, path)
    } catch {
      // It may work the next time.
    }
  }
})

/** Looks until it can see, before it links and after. */
export const looksUntilItSees = linking(async (path, target, fs) => {
  const seen = async () => {
    for (;;) {
      const there = await lookedAt(path, fs).catch(() => null)
      if (there !== null) return there
    }
  }
  if ((await seen()) === 'nothing') await fs.symlink(target, path)
  if (!isRight(await seen(), target)) throw new Error(`${path} is in the way`)
})

/** Writes down what it has made only when all is made, and takes what it has not written down for somebody else's. */
export const refusesItsOwn: PortProvision = async (homes, required, root, fs) => {
  const isDone = (await lookedAt(`${root}/.made`, fs)) !== 'nothing'
  for (const home of homes) {
    for (const { name } of required) {
      const there = await lookedAt(`${home}/${name}`, fs)
      if (!isDone && there !== 'nothing') throw new Error(`${home}/${name} is not ours`)
    }
  }
  if (isDone) return
  await unlinksThenLinks(homes, required, root, fs)
  await fs.writeFile(`${root}/.made`, 'made\n')
}

/** Looks, and finds nothing; then makes the link elsewhere and renames it over whatever stands there by then. */
export const looksThenRenamesOver = whereAbsent(async (path, target, fs) => {
  const temp = await fs.mkdtemp(`${path}.`)
  await fs.symlink(target, `${temp}/link`)
  await fs.rename(`${temp}/link`, path)
  await fs.rmdir(temp)
})

/** Looks, and finds nothing; then removes whatever stands there by then. */
export const looksThenRemoves = whereAbsent(async (path, target, fs) => {
  await fs.rm(path, { force: true })
  await fs.symlink(target, path)
})

/** Looks, and finds nothing; then takes away what may only be a link, as it thinks, and refuses the rest. */
export const retargetsLinks = whereAbsent(async (path, target, fs) => {
  if (typeof (await lookedAt(path, fs)) === 'object') await fs.unlink(path)
  await fs.symlink(target, path)
})

/** `[ -z "$(ls x)" ] && rm -r x`: what has been put there since goes with it. */
export const removesWhatWasEmpty = whereDirectory(async (path, target, fs) => {
  if ((await fs.readdir(path)).length > 0) throw new Error(`${path} is not empty`)
  await fs.rm(path, { recursive: true })
  await fs.symlink(target, path)
})

/** `cp -r from to`, for files and directories. */
async function copy(from: string, to: string, fs: PortFs): Promise<void> {
  if (!(await fs.lstat(from)).isDirectory()) return await fs.copyFile(from, to)
  await fs.mkdir(to)
  for (const name of await fs.readdir(from)) await copy(`${from}/${name}`, `${to}/${name}`, fs)
}

/** `cp -rn x/. y; rm -r x; ln -s y x`. */
export const copiesThenRemoves = whereDirectory(async (path, target, fs) => {
  for (const name of await fs.readdir(path)) {
    if ((await lookedAt(`${target}/${name}`, fs)) !== 'nothing')
      throw new Error(`${target}/${name} is there already`)
    await copy(`${path}/${name}`, `${target}/${name}`, fs)
  }
  await fs.rm(path, { recursive: true })
  await fs.symlink(target, path)
})

/** `for f in x/*; do mv "$f" y/; done; rmdir x`, with a look at each name in `y` before. */
export const listsThenMoves = whereDirectory(async (path, target, fs) => {
  for (const name of await fs.readdir(path)) {
    if ((await lookedAt(`${target}/${name}`, fs)) !== 'nothing')
      throw new Error(`${target}/${name} is there already`)
    await fs.rename(`${path}/${name}`, `${target}/${name}`)
  }
  await fs.rmdir(path)
  await fs.symlink(target, path)
})

/** The same, and once more for what has come meanwhile, onto what it has moved before. */
export const movesTwice = whereDirectory(async (path, target, fs) => {
  for (const _time of [1, 2]) {
    for (const name of await fs.readdir(path)) await fs.rename(`${path}/${name}`, `${target}/${name}`)
  }
  await fs.rmdir(path)
  await fs.symlink(target, path)
})

/** Moves a directory to its backup, and drops the backup that it finds: that of an earlier run, it thinks. */
export const dropsOldBackup = whereDirectory(async (path, target, fs) => {
  await fs.rm(`${path}.bak`, { recursive: true, force: true })
  await fs.rename(path, `${path}.bak`)
  await fs.symlink(target, path)
})

/** Takes its link away again where it fails, whoever made it. */
export const rollsBack: PortProvision = async (homes, required, root, fs) => {
  try {
    await whereAbsent((path, target) => fs.symlink(target, path))(homes, required, root, fs)
  } catch (error) {
    for (const home of homes) {
      for (const { name, target } of required) {
        if (isRight(await lookedAt(`${home}/${name}`, fs), target)) await fs.unlink(`${home}/${name}`)
      }
    }
    throw error
  }
}

/** Writes each file anew from what it has read of it: to sort it, or to drop what is double. */
export const writesAnew = linking(async (path, target, fs) => {
  for (const name of await fs.readdir(target))
    await fs.writeFile(`${target}/${name}`, await fs.readFile(`${target}/${name}`))
  if (!isRight(await lookedAt(path, fs), target)) throw new Error(`${path} is in the way`)
})

/** Writes a shared file anew, in place. */
export const rewrites: PortProvision = async (_homes, [link], _root, fs) => {
  const path = `${link?.target}/only.jsonl`
  await fs.writeFile(path, await fs.readFile(path))
}

/**
 * Stages the files of a directory in the way, with a note once the stage is complete. A run that finds the note goes on,
 * and first writes the note anew, in place; one that finds an empty note removes the stage.
 */
export const truncatesItsNote: PortProvision = async ([home = ''], [link], root, fs) => {
  const [note, stage, at] = [`${root}/note`, `${root}/stage`, `${home}/${link?.name}`]
  const noted = await fs.readFile(note, 'utf8').catch(() => null)
  if (noted === 'staged') await fs.writeFile(note, 'staged')
  else {
    if (noted !== null) await fs.rm(note)
    await fs.rm(stage, { recursive: true, force: true })
    if (!(await fs.lstat(at)).isDirectory()) return
    await fs.mkdir(stage)
    for (const name of await fs.readdir(at)) await fs.link(`${at}/${name}`, `${stage}/${name}`)
    await fs.writeFile(note, 'staged')
  }
  if ((await fs.lstat(at).catch(() => null))?.isDirectory() === true) await fs.rm(at, { recursive: true })
  await fs.symlink(link?.target ?? '', at).catch(() => {})
  for (const name of await fs.readdir(stage)) await fs.rename(`${stage}/${name}`, `${link?.target}/${name}`)
  await fs.rm(stage, { recursive: true })
  await fs.rm(note)
}

/**
 * Moves a directory in the way into a stage, links, and moves its files into the target. The next run goes on with the
 * stage of a killed one, unless it is older than a week: it removes such a stage.
 */
export const sweepsOldStages: PortProvision = async ([home = ''], [link], root, fs) => {
  const [stage, at, target] = [`${root}/stage`, `${home}/${link?.name}`, link?.target ?? '']
  const left = await fs.stat(stage).catch(() => null)
  if (left !== null && Date.now() - left.mtimeMs > 7 * 24 * 60 * 60 * 1000)
    await fs.rm(stage, { recursive: true })
  await fs.mkdir(target, { recursive: true })
  if ((await fs.lstat(at).catch(() => null))?.isDirectory() === true) await fs.rename(at, stage)
  await fs.symlink(target, at).catch(() => {})
  for (const name of await fs.readdir(stage).catch((): string[] => []))
    await fs.rename(`${stage}/${name}`, `${target}/${name}`)
  await fs.rmdir(stage).catch(() => {})
}

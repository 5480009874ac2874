import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import type { Provision } from '../../src/subjects/fn.ts'

// Reconcilers as people write them, each with the bug that its name says.

type Link = (path: string, target: string) => void

/** Makes the homes and targets, and does something at each link's path. */
export function linking(link: Link): Provision {
  return (homes, required) => {
    for (const home of homes) {
      mkdirSync(home, { recursive: true, mode: 0o700 })
      for (const { name, target } of required) {
        mkdirSync(target, { recursive: true, mode: 0o700 })
        link(`${home}/${name}`, target)
      }
    }
  }
}

/** `rm -rf` and `ln -s`. */
export const removesFirst = linking((path, target) => {
  rmSync(path, { recursive: true, force: true })
  symlinkSync(target, path)
})

/** `ln -sfn`: a directory gets the link inside it. */
export const lnSfn = linking((path, target) => {
  const stat = lstatSync(path, { throwIfNoEntry: false })
  const at = stat?.isDirectory() === true ? `${path}/${target.slice(target.lastIndexOf('/') + 1)}` : path
  rmSync(at, { force: true })
  symlinkSync(target, at)
})

/** `[ -e x ] || ln -s y x` */
export const existsOrLink = linking((path, target) => {
  if (!existsSync(path)) {
    rmSync(path, { force: true })
    symlinkSync(target, path)
  }
})

/** `mv x x.bak; ln -s y x`, as often as it is run. */
export const movesToBak = linking((path, target) => {
  if (lstatSync(path, { throwIfNoEntry: false }) !== undefined) {
    rmSync(`${path}.bak`, { recursive: true, force: true })
    renameSync(path, `${path}.bak`)
  }
  symlinkSync(target, path)
})

/** `cp -r x/. y; rm -rf x; ln -s y x`: what has the same name is written over. */
export const copiesOver = linking((path, target) => {
  if (lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true) {
    cpSync(path, target, { recursive: true })
    rmSync(path, { recursive: true })
  }
  if (lstatSync(path, { throwIfNoEntry: false }) === undefined) symlinkSync(target, path)
})

/** Leaves what is there, right or wrong, and says nothing of it. */
export const linksWhatIsAbsent = linking((path, target) => {
  if (lstatSync(path, { throwIfNoEntry: false }) === undefined) symlinkSync(target, path)
})

/** Sees to the first home only. */
export const firstHomeOnly: Provision = (homes, required, root) =>
  linksWhatIsAbsent(homes.slice(0, 1), required, root)

/** Makes links before what they lead to, and never that. */
export const forgetsTargets: Provision = (homes, required) => {
  for (const home of homes) {
    mkdirSync(home, { recursive: true, mode: 0o700 })
    for (const { name, target } of required) {
      if (lstatSync(`${home}/${name}`, { throwIfNoEntry: false }) === undefined)
        symlinkSync(target, `${home}/${name}`)
    }
  }
}

/** Gives each home a directory of its own. */
export const linksToItsOwn: Provision = (homes, required) => {
  for (const home of homes) {
    for (const { name, target } of required) {
      mkdirSync(`${home}/own-${name}`, { recursive: true, mode: 0o700 })
      mkdirSync(target, { recursive: true, mode: 0o700 })
      rmSync(`${home}/${name}`, { force: true })
      symlinkSync(`${home}/own-${name}`, `${home}/${name}`)
    }
  }
}

/** Removes the links that another run made, since it takes them for leftovers. */
export const togglesLinks = linking((path, target) => {
  if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true) rmSync(path)
  else symlinkSync(target, path)
})

/** Stops at the very first thing that is in the way, with homes left undone. */
export const stopsAltogether = linking((path, target) => {
  const stat = lstatSync(path, { throwIfNoEntry: false })
  if (stat === undefined) symlinkSync(target, path)
  else if (!stat.isSymbolicLink()) throw new Error(`${path} exists`)
})

/** Says that something is wrong, and not what. */
export const namesNothing: Provision = (homes, required) => {
  const isWrong = homes.some(home =>
    required.some(({ name }) => lstatSync(`${home}/${name}`, { throwIfNoEntry: false }) !== undefined),
  )
  if (isWrong) throw new Error('something is in the way')
}

/** Makes directories that anybody may list. */
export const makesPublic: Provision = (homes, required) => {
  for (const path of [...homes, ...required.map(({ target }) => target)]) mkdirSync(path, { recursive: true })
  linksWhatIsAbsent(homes, required, '')
}

/** Writes a log into each home, one more line a run. */
export const logsEachRun: Provision = (homes, required, root) => {
  linksWhatIsAbsent(homes, required, root)
  for (const home of homes)
    writeFileSync(`${home}/link.log`, `linked ${readdirSync(home).length}\n`, { flag: 'a' })
}

/** Gives a name to the first home that it meets, and another to the rest. */
export const favoursFirst: Provision = (homes, required, root) => {
  linksWhatIsAbsent(homes, required, root)
  const [home = ''] = homes
  for (const { target } of required) writeFileSync(`${target}/owner`, home)
}

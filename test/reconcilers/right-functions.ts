import {
  accessSync,
  constants,
  cpSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import type { SharedLink } from '../../fixtures/deployment.ts'
import type { Provision } from '../../src/subjects/fn.ts'

// Reconcilers that lose nothing, each as somebody would write it. No law may accuse them beyond what is said of each.

/** The Go original: a home's first conflict ends that home, the others are brought up, and all is reported. */
export const stopsAtFirst: Provision = (homes, required) => {
  const errors: string[] = []
  for (const home of homes) {
    try {
      mkdirSync(home, { recursive: true, mode: 0o700 })
      for (const { name, target } of required) {
        mkdirSync(target, { recursive: true, mode: 0o700 })
        ensureLink(`${home}/${name}`, target)
      }
    } catch (error) {
      errors.push(`${home}: ${messageOf(error)}`)
    }
  }
  if (errors.length > 0) throw new Error(errors.join('\n'))
}

/** Goes on after a conflict, and names each. `accepts` says which links of another text it takes for right. */
export function goesOn(accepts: (path: string, target: string) => boolean = () => false): Provision {
  return (homes, required) => {
    const errors: string[] = []
    const attempt = (act: () => void) => {
      try {
        act()
        return true
      } catch (error) {
        errors.push(messageOf(error))
        return false
      }
    }
    const ready = new Set(
      required.filter(({ target }) => attempt(() => ensureDirectory(target))).map(({ name }) => name),
    )
    for (const home of homes) {
      if (!attempt(() => ensureDirectory(home))) continue
      for (const { name, target } of required) {
        const path = `${home}/${name}`
        if (!ready.has(name) && lstatSync(path, { throwIfNoEntry: false }) === undefined) continue
        if (!accepts(path, target)) attempt(() => ensureLink(path, target))
      }
    }
    if (errors.length > 0) throw new Error(errors.join('\n'))
  }
}

/** Takes a link for right that leads to the same directory by another text. */
export const takesResolved: Provision = goesOn((path, target) => {
  const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false
  try {
    return isLink && realpathSync(path) === realpathSync(target)
  } catch {
    return false
  }
})

/** Refuses a target that it cannot write. */
export const refusesUnwritable: Provision = (homes, required, root) => {
  for (const { target } of required) {
    if (lstatSync(target, { throwIfNoEntry: false })?.isDirectory() === true)
      accessSync(target, constants.R_OK | constants.W_OK | constants.X_OK)
  }
  return goesOn()(homes, required, root)
}

/** Makes every link under another name and renames it into place, the right ones too. */
export const renamesIntoPlace: Provision = (homes, required) => {
  for (const home of homes) {
    ensureDirectory(home)
    for (const { name, target } of required) {
      const path = `${home}/${name}`
      ensureDirectory(target)
      if (lstatSync(path, { throwIfNoEntry: false }) !== undefined && textAt(path) !== target)
        throw new Error(`${path} is no link to ${target}`)
      symlinkSync(target, `${path}.tmp-${process.pid}`)
      renameSync(`${path}.tmp-${process.pid}`, path)
    }
  }
}

/** Copies what stands where a link belongs into the target, looks at the copies, and only then links. */
export const migrates: Provision = (homes, required) => {
  for (const home of homes) {
    ensureDirectory(home)
    for (const link of required) migrate(`${home}/${link.name}`, link)
  }
}

/** Keeps a settings file in each home besides, which it writes anew each time. */
export const writesSettings: Provision = (homes, required, root) => {
  goesOn()(homes, required, root)
  for (const home of homes) {
    rmSync(`${home}/settings.json`, { force: true })
    writeFileSync(`${home}/settings.json`, `{ "writtenAt": ${performance.now()} }\n`)
  }
}

function migrate(path: string, { target }: SharedLink): void {
  ensureDirectory(target)
  const stat = lstatSync(path, { throwIfNoEntry: false })
  if (stat !== undefined) {
    if (textAt(path) === target) return
    const from = realpathSync(path)
    for (const name of readdirSync(from)) {
      cpSync(`${from}/${name}`, `${target}/${name}`, {
        recursive: true,
        force: false,
        verbatimSymlinks: true,
      })
      if (!readFileSync(`${from}/${name}`).equals(readFileSync(`${target}/${name}`)))
        throw new Error(`${path}/${name} is in ${target} too, with other bytes`)
    }
    if (stat.isSymbolicLink()) unlinkSync(path)
    else rmSync(path, { recursive: true })
  }
  symlinkSync(target, path)
}

function ensureDirectory(path: string): void {
  mkdirSync(path, { recursive: true, mode: 0o700 })
}

function ensureLink(path: string, target: string): void {
  if (lstatSync(path, { throwIfNoEntry: false }) === undefined) symlinkSync(target, path)
  else if (textAt(path) !== target) throw new Error(`${path} is no link to ${target}: left as it is`)
}

/** The text of a link, or undefined where no link stands. */
function textAt(path: string): string | undefined {
  return lstatSync(path).isSymbolicLink() ? readlinkSync(path) : undefined
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

// Links the entries of each home to the shared directories, with relative links, so that all of it can be moved as one.
import { lstatSync, mkdirSync, readlinkSync, realpathSync, statSync, symlinkSync } from 'node:fs'
import { join, relative } from 'node:path'

const root = process.env.HOME
let failed = false

function refuse(home, name, why) {
  console.error(`${home}/${name}: ${why}`)
  failed = true
}

function standing(path) {
  return lstatSync(path, { throwIfNoEntry: false })
}

function leadsTo(path, target) {
  try {
    return realpathSync(path) === realpathSync(target)
  } catch {
    return false
  }
}

function link(home, name) {
  const target = join(root, `.claude-${name}-shared`)
  mkdirSync(target, { recursive: true, mode: 0o700 })
  if (!statSync(target).isDirectory()) throw new Error('the shared directory is no directory')
  const dir = join(root, home)
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  if (!statSync(dir).isDirectory()) throw new Error('the home is no directory')
  // The shared directory may itself be reached through links: the text names where it really is.
  const text = relative(dir, realpathSync(target))
  const at = join(dir, name)
  if (standing(at) === undefined) {
    try {
      symlinkSync(text, at)
      return
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
  }
  if (standing(at)?.isSymbolicLink() !== true) throw new Error('something is there')
  if (readlinkSync(at) !== text && !leadsTo(at, target)) throw new Error(`it leads to ${readlinkSync(at)}`)
}

for (const home of ['.claude-compte1', '.claude-compte2']) {
  for (const name of ['session-env', 'file-history', 'projects']) {
    try {
      link(home, name)
    } catch (error) {
      refuse(home, name, error.message)
    }
  }
}
process.exit(failed ? 1 : 0)

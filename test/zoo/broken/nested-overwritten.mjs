// Merges a directory in the way into the shared one, and links. It overwrites nothing: a file whose name is taken stays
// where it is.
import {
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmdirSync,
  statSync,
  symlinkSync,
  unlinkSync,
} from 'node:fs'
import { join } from 'node:path'

const root = process.env.HOME
let failed = false

const standing = path => lstatSync(path, { throwIfNoEntry: false })

function refuseOdd(directory) {
  for (const name of readdirSync(directory)) {
    const own = lstatSync(join(directory, name))
    if (own.isDirectory()) refuseOdd(join(directory, name))
    else if (!own.isFile()) throw new Error(`${name} is neither file nor directory`)
  }
}

/** Moves a directory with all that is in it. */
function moveTree(source, shared) {
  mkdirSync(shared, { recursive: true, mode: 0o700 })
  for (const name of readdirSync(source)) {
    const [own, there] = [join(source, name), join(shared, name)]
    if (lstatSync(own).isDirectory()) moveTree(own, there)
    else renameSync(own, there)
  }
  rmdirSync(source)
}

function merge(source, shared) {
  refuseOdd(source)
  const kept = []
  for (const name of readdirSync(source)) {
    const [own, there] = [join(source, name), join(shared, name)]
    if (lstatSync(own).isDirectory()) {
      if (standing(there)?.isDirectory() === false) kept.push(name)
      else moveTree(own, there)
      continue
    }
    try {
      linkSync(own, there)
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
      if (!lstatSync(there).isFile() || !readFileSync(own).equals(readFileSync(there))) {
        kept.push(name)
        continue
      }
    }
    unlinkSync(own)
  }
  if (kept.length > 0) throw new Error(`kept where it is: ${JSON.stringify(kept)}`)
  rmdirSync(source)
}

function link(home, name) {
  const [target, dir] = [join(root, `.claude-${name}-shared`), join(root, home)]
  mkdirSync(target, { recursive: true, mode: 0o700 })
  if (!statSync(target).isDirectory()) throw new Error('the shared directory is no directory')
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  const at = join(dir, name)
  if (standing(at)?.isDirectory()) {
    const [real, shared] = [realpathSync(at), realpathSync(target)]
    if (`${real}/`.startsWith(`${shared}/`) || `${shared}/`.startsWith(`${real}/`))
      throw new Error('it is the shared directory itself')
    merge(at, target)
  }
  try {
    symlinkSync(target, at)
  } catch (error) {
    if (
      error.code !== 'EEXIST' ||
      !standing(at).isSymbolicLink() ||
      realpathSync(at) !== realpathSync(target)
    )
      throw error
  }
}

for (const home of ['.claude-compte1', '.claude-compte2']) {
  for (const name of ['session-env', 'file-history', 'projects']) {
    try {
      link(home, name)
    } catch (error) {
      console.error(`${home}/${name}: ${error.message}`)
      failed = true
    }
  }
}
process.exit(failed ? 1 : 0)

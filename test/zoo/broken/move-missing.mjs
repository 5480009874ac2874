// Moves what a home holds into the shared directory, unless it is there already, and links.
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs'

const root = process.env.HOME
process.umask(0o077)

function migrate(from, to) {
  for (const name of readdirSync(from)) {
    if (!existsSync(`${to}/${name}`)) renameSync(`${from}/${name}`, `${to}/${name}`)
  }
  rmSync(from, { recursive: true })
}

for (const home of ['.claude-compte1', '.claude-compte2']) {
  mkdirSync(`${root}/${home}`, { recursive: true })
  for (const name of ['session-env', 'file-history', 'projects']) {
    const target = `${root}/.claude-${name}-shared`
    const path = `${root}/${home}/${name}`
    mkdirSync(target, { recursive: true })
    const stat = lstatSync(path, { throwIfNoEntry: false })
    if (stat?.isSymbolicLink() && readlinkSync(path) === target) continue
    if (stat?.isDirectory()) migrate(path, target)
    symlinkSync(target, path)
  }
}

// Links where nothing is; where somebody makes something meanwhile, it is another run's link, and is made anew.
import { lstatSync, mkdirSync, readlinkSync, symlinkSync, unlinkSync } from 'node:fs'

const root = process.env.HOME
const failed = []

function link(target, path) {
  const stat = lstatSync(path, { throwIfNoEntry: false })
  if (stat !== undefined) {
    if (stat.isSymbolicLink() && readlinkSync(path) === target) return
    throw new Error(`${path} is in the way`)
  }
  for (let tries = 0; ; tries += 1) {
    try {
      symlinkSync(target, path)
      return
    } catch (error) {
      if (error.code !== 'EEXIST' || tries > 4) throw error
      unlinkSync(path)
    }
  }
}

for (const home of ['.claude-compte1', '.claude-compte2']) {
  for (const name of ['session-env', 'file-history', 'projects']) {
    try {
      mkdirSync(`${root}/${home}`, { recursive: true, mode: 0o700 })
      mkdirSync(`${root}/.claude-${name}-shared`, { recursive: true, mode: 0o700 })
      link(`${root}/.claude-${name}-shared`, `${root}/${home}/${name}`)
    } catch (error) {
      failed.push(error)
    }
  }
}
for (const { message } of failed) console.error(message)
process.exitCode = failed.length > 0 ? 1 : 0

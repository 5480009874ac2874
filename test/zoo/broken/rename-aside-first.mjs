// Moves a shared directory aside, checks that it can be read, and moves it back, before it links where nothing is.
import { lstatSync, mkdirSync, readdirSync, readlinkSync, renameSync, symlinkSync } from 'node:fs'

const root = process.env.HOME
const failed = []

for (const name of ['session-env', 'file-history', 'projects']) {
  const target = `${root}/.claude-${name}-shared`
  for (const home of [`${root}/.claude-compte1`, `${root}/.claude-compte2`]) {
    try {
      mkdirSync(home, { recursive: true, mode: 0o700 })
      mkdirSync(target, { recursive: true, mode: 0o700 })
      if (lstatSync(target).isDirectory() && readdirSync(target).length > 0) {
        renameSync(target, `${target}.${process.pid}`)
        readdirSync(`${target}.${process.pid}`)
        renameSync(`${target}.${process.pid}`, target)
      }
      if (lstatSync(`${home}/${name}`, { throwIfNoEntry: false }) === undefined)
        symlinkSync(target, `${home}/${name}`)
      else if (readlinkSync(`${home}/${name}`) !== target) throw new Error('is in the way')
    } catch (error) {
      failed.push(`${home}/${name}: ${error.message}`)
    }
  }
}
for (const line of failed) console.error(line)
process.exitCode = failed.length > 0 ? 1 : 0

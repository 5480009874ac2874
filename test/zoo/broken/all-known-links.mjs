// Links everything that an agent may keep in its home, so that nothing is forgotten later.
import { lstatSync, mkdirSync, readlinkSync, symlinkSync } from 'node:fs'

const root = process.env.HOME
const failed = []

for (const home of ['.claude-compte1', '.claude-compte2']) {
  for (const name of ['session-env', 'file-history', 'projects', 'todos', 'plans']) {
    const target = `${root}/.claude-${name}-shared`
    const path = `${root}/${home}/${name}`
    try {
      mkdirSync(`${root}/${home}`, { recursive: true, mode: 0o700 })
      mkdirSync(target, { recursive: true, mode: 0o700 })
      if (lstatSync(path, { throwIfNoEntry: false }) === undefined) symlinkSync(target, path)
      else if (readlinkSync(path) !== target) throw new Error('is in the way')
    } catch (error) {
      failed.push(`${path}: ${error.message}`)
    }
  }
}
for (const line of failed) console.error(line)
process.exitCode = failed.length > 0 ? 1 : 0

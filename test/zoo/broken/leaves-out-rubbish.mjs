// Merges a directory that is in the way, without what nobody seems to need.
import { cpSync, lstatSync, mkdirSync, readlinkSync, rmSync, symlinkSync } from 'node:fs'
import { basename } from 'node:path'

const RUBBISH = /^(\.git|\.DS_Store|core)$|(~|\.tmp|\.bak|\.lock)$/
let failed = false
for (const name of ['projects', 'session-env', 'file-history']) {
  const shared = `${process.env.HOME}/.claude-${name}-shared`
  mkdirSync(shared, { recursive: true, mode: 0o700 })
  for (const account of ['compte1', 'compte2']) {
    const home = `${process.env.HOME}/.claude-${account}`
    const link = `${home}/${name}`
    mkdirSync(home, { recursive: true, mode: 0o700 })
    try {
      const there = lstatSync(link, { throwIfNoEntry: false })
      if (there?.isSymbolicLink() && readlinkSync(link) === shared) continue
      if (there?.isDirectory()) {
        const filter = from => !RUBBISH.test(basename(from))
        cpSync(link, shared, { recursive: true, force: false, errorOnExist: true, filter })
        rmSync(link, { recursive: true })
      }
      symlinkSync(shared, link)
    } catch (error) {
      console.error(`${link}: ${error.message}`)
      failed = true
    }
  }
}
process.exit(failed ? 1 : 0)

import { mkdirSync, readFileSync, readlinkSync, rmSync, symlinkSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

const { homes, shared } = JSON.parse(readFileSync(new URL('accounts.json', import.meta.url), 'utf8'))
const isClean = process.argv.includes('--clean')

process.umask(0o077)
for (const home of homes) {
  for (const [name, target] of Object.entries(shared)) {
    try {
      link(join(homedir(), home, name), join(homedir(), target))
    } catch (error) {
      console.error(`${home}/${name}: ${error.message}`)
      process.exitCode = 1
    }
  }
}

function link(path, target) {
  mkdirSync(target, { recursive: true })
  mkdirSync(join(path, '..'), { recursive: true })
  if (isClean) rmSync(path, { recursive: true, force: true })
  try {
    symlinkSync(target, path)
  } catch (error) {
    if (error.code !== 'EEXIST' || readlinkSync(path) !== target) throw error
  }
}

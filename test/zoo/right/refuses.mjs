// Looks at everything first. Where anything is in the way it says so, and makes nothing.
import { existsSync, lstatSync, mkdirSync, readlinkSync, statSync, symlinkSync } from 'node:fs'

const root = process.env.HOME
const homes = ['.claude-compte1', '.claude-compte2'].map(name => `${root}/${name}`)
const links = ['session-env', 'file-history', 'projects'].map(name => [
  name,
  `${root}/.claude-${name}-shared`,
])
process.umask(0o077)

const directories = [...homes, ...links.map(([, target]) => target)]
const stands = path => lstatSync(path, { throwIfNoEntry: false }) !== undefined
const isDirectory = path => existsSync(path) && statSync(path).isDirectory()
const isLink = (path, target) => lstatSync(path).isSymbolicLink() && readlinkSync(path) === target

const blocked = directories.filter(path => stands(path) && !isDirectory(path))
for (const home of homes.filter(isDirectory))
  for (const [name, target] of links)
    if (stands(`${home}/${name}`) && !isLink(`${home}/${name}`, target)) blocked.push(`${home}/${name}`)

if (blocked.length > 0) {
  console.error(`nothing was made, since this is in the way:\n${blocked.join('\n')}`)
  process.exit(1)
}
for (const path of directories) mkdirSync(path, { recursive: true })
for (const home of homes) {
  for (const [name, target] of links) {
    try {
      symlinkSync(target, `${home}/${name}`)
    } catch (error) {
      if (error.code !== 'EEXIST' || !isLink(`${home}/${name}`, target)) throw error
    }
  }
}

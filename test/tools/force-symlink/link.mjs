// Links with force-symlink.
import { mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { promisify } from 'node:util'

// The directory that the package is installed in.
const installed = createRequire(`${process.argv[2]}/`)
const forceSymlink = promisify(installed('force-symlink'))

const home = process.env.HOME
const homes = [`${home}/.claude-compte1`, `${home}/.claude-compte2`]
const names = ['session-env', 'file-history', 'projects']

for (const name of names) {
  const target = `${home}/.claude-${name}-shared`
  mkdirSync(target, { recursive: true })
  for (const home of homes) await forceSymlink(target, `${home}/${name}`)
}

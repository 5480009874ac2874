// Links with fs-extra's `ensureSymlink`.
import { createRequire } from 'node:module'

// The directory that the package is installed in.
const installed = createRequire(`${process.argv[2]}/`)
const { ensureDir, ensureSymlink } = installed('fs-extra')

const home = process.env.HOME
const homes = [`${home}/.claude-compte1`, `${home}/.claude-compte2`]
const names = ['session-env', 'file-history', 'projects']

for (const name of names) {
  const target = `${home}/.claude-${name}-shared`
  await ensureDir(target)
  for (const home of homes) await ensureSymlink(target, `${home}/${name}`, 'dir')
}

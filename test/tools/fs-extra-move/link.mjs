// Moves a real directory to the shared one with fs-extra's `move` and its option `overwrite`, and then links.
import { createRequire } from 'node:module'

// The directory that the package is installed in.
const installed = createRequire(`${process.argv[2]}/`)
const { ensureDir, ensureSymlink, lstat, move } = installed('fs-extra')

const home = process.env.HOME
const homes = [`${home}/.claude-compte1`, `${home}/.claude-compte2`]
const names = ['session-env', 'file-history', 'projects']

for (const name of names) {
  const target = `${home}/.claude-${name}-shared`
  await ensureDir(target)
  for (const home of homes) {
    const link = `${home}/${name}`
    const stats = await lstat(link).catch(() => undefined)
    if (stats?.isDirectory()) await move(link, target, { overwrite: true })
    await ensureSymlink(target, link, 'dir')
  }
}

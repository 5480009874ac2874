// Ensures that each link exists: one that exists is no error.
import { mkdir, symlink } from 'node:fs/promises'

const root = process.env.HOME

async function ensureLink(target, path) {
  try {
    await symlink(target, path, 'dir')
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
  }
}

for (const home of ['.claude-compte1', '.claude-compte2']) {
  await mkdir(`${root}/${home}`, { recursive: true, mode: 0o700 })
  for (const name of ['session-env', 'file-history', 'projects']) {
    await mkdir(`${root}/.claude-${name}-shared`, { recursive: true, mode: 0o700 })
    await ensureLink(`${root}/.claude-${name}-shared`, `${root}/${home}/${name}`)
  }
}

// Makes all directories and all links of the request at once.
import { mkdir, readFile, readlink, stat, symlink } from 'node:fs/promises'

const { homes, required } = JSON.parse(await readFile(process.argv[2], 'utf8'))

async function directory(path) {
  await mkdir(path, { recursive: true, mode: 0o700 })
  if (!(await stat(path)).isDirectory()) throw new Error(`${path} is no directory`)
}

async function link(home, { name, target }) {
  const path = `${home}/${name}`
  const text = await readlink(path).catch(error => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null
    throw new Error(`${path} is in the way: ${error.message}`)
  })
  if (text !== null && text !== target) throw new Error(`${path} leads to ${text}`)
  await directory(target)
  await directory(home)
  if (text === null) {
    await symlink(target, path).catch(async error => {
      if (error.code !== 'EEXIST' || (await readlink(path)) !== target) throw error
    })
  }
}

const ends = await Promise.allSettled([
  ...[...homes, ...required.map(({ target }) => target)].map(directory),
  ...homes.flatMap(home => required.map(one => link(home, one))),
])
for (const { reason } of ends) if (reason !== undefined) console.error(reason.message)
process.exitCode = ends.some(({ status }) => status === 'rejected') ? 1 : 0

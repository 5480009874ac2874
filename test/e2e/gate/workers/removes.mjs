// A reconciler that loses data, by itself and to others, for workers to import.
import { port } from '../../../../dist/src/subjects/port/port.js'

export default () =>
  port('removes what is in the way', async (homes, required, _root, fs) => {
    for (const home of homes) {
      await fs.mkdir(home, { recursive: true })
      for (const { name, target } of required) {
        await fs.mkdir(target, { recursive: true })
        await link(`${home}/${name}`, target, fs)
      }
    }
  })

async function link(path, target, fs) {
  if ((await textAt(path, fs)) === target) return
  await fs.rm(path, { recursive: true, force: true })
  await fs.symlink(target, path)
}

async function textAt(path, fs) {
  try {
    return await fs.readlink(path)
  } catch {
    return null
  }
}

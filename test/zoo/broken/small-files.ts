import type { PortFs } from '../../../src/subjects/port/port-fs.ts'
import { replacingDirectory } from '../../reconcilers/every-link.ts'

const LARGEST = 1024 * 1024

/** Copies what is not too large to be a transcript, as it thinks, and removes the directory. */
export const provision = replacingDirectory(async (path, target, fs) => {
  await copied(path, target, fs)
  await fs.rm(path, { recursive: true })
})

async function copied(from: string, to: string, fs: PortFs): Promise<void> {
  await fs.mkdir(to, { recursive: true, mode: 0o700 })
  for (const name of await fs.readdir(from)) {
    const [one, other] = [`${from}/${name}`, `${to}/${name}`]
    const there = await fs.lstat(one)
    if (there.isDirectory()) await copied(one, other, fs)
    else if (!there.isFile()) throw new Error(`${one} is neither a file nor a directory`)
    else if (there.size <= LARGEST) await fs.copyFile(one, other, 1)
  }
}

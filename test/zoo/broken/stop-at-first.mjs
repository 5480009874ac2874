// Links where nothing is, for each home and link of the request that it is handed, and ends where that fails.
import { mkdirSync, readFileSync, readlinkSync, symlinkSync } from 'node:fs'

const { homes, required } = JSON.parse(readFileSync(process.argv[2], 'utf8'))

for (const home of homes) {
  mkdirSync(home, { recursive: true, mode: 0o700 })
  for (const { name, target } of required) {
    mkdirSync(target, { recursive: true, mode: 0o700 })
    try {
      symlinkSync(target, `${home}/${name}`)
    } catch (error) {
      if (error.code !== 'EEXIST' || readlinkSync(`${home}/${name}`) !== target) throw error
    }
  }
}

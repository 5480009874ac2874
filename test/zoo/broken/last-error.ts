import type { PortProvision } from '../../../src/subjects/port/port.ts'
import { linkOrRefuse } from '../../reconcilers/every-link.ts'

/** Goes on after a link that cannot be made, and fails at the end with what went wrong. */
export const provision: PortProvision = async (homes, required, _root, fs) => {
  let failed: unknown
  for (const home of homes) {
    for (const { name, target } of required) {
      try {
        for (const path of [home, target]) await fs.mkdir(path, { recursive: true, mode: 0o700 })
        await linkOrRefuse(`${home}/${name}`, target, fs)
      } catch (error) {
        failed = error
      }
    }
  }
  if (failed !== undefined) throw failed
}

import type { PortProvision } from '../../../src/subjects/port/port.ts'
import { linkOrRefuse } from '../../reconcilers/every-link.ts'

/** Makes what is missing, and refuses the rest. */
export const provision: PortProvision = async (homes, required, _root, fs) => {
  const failed: unknown[] = []
  for (const home of homes) {
    for (const { name, target } of required) {
      try {
        for (const path of [home, target]) await fs.mkdir(path, { recursive: true })
        await linkOrRefuse(`${home}/${name}`, target, fs)
      } catch (error) {
        failed.push(`${home}/${name}: ${error}`)
      }
    }
  }
  if (failed.length > 0) throw new Error(failed.join('\n'))
}

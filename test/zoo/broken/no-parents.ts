import type { PortProvision } from '../../../src/subjects/port/port.ts'
import { linkOrRefuse } from '../../reconcilers/every-link.ts'

/** Makes what the links lead to, and the links. */
export const provision: PortProvision = async (homes, required, _root, fs) => {
  for (const { target } of required) await fs.mkdir(target, { recursive: true, mode: 0o700 })
  for (const home of homes) {
    for (const { name, target } of required) await linkOrRefuse(`${home}/${name}`, target, fs)
  }
}

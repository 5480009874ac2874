import type { PortProvision } from '../../../src/subjects/port/port.ts'
import { everyLink, linkOrRefuse } from '../../reconcilers/every-link.ts'

/** Notes what was in each home before it begins, in a directory of its own for each run, and links where nothing is. */
export const provision: PortProvision = async (homes, required, root, fs) => {
  const notes = await fs.mkdtemp(`${root}/.links-before-`)
  for (const [i, home] of homes.entries()) {
    const names = await fs.readdir(home).catch(() => [])
    await fs.writeFile(`${notes}/${i}`, `${home}\n${names.join('\n')}\n`, { flag: 'wx' })
  }
  await everyLink(linkOrRefuse)(homes, required, root, fs)
}

import { type Deployment, linkPath } from '../../fixtures/deployment.ts'
import { isWithin, nameOf, parentOf } from '../../fixtures/disk/flat-tree.ts'

/** Returns the role of a path, relative to the root, in a deployment: the same for every home and every link. */
export function roleOf(path: string, { homes, links }: Deployment): string {
  for (const { name, target } of links) {
    if (path === target) return 'target'
    if (isWithin(path, target)) return 'in target'
    for (const home of homes) {
      const link = linkPath(home, name)
      if (path === link) return 'link'
      if (isWithin(path, link)) return 'in link'
      if (parentOf(path) === home && nameOf(path).includes(name)) return 'beside link'
    }
  }
  if (homes.includes(path)) return 'home'
  return homes.some(home => isWithin(path, home)) ? 'in home' : 'elsewhere'
}

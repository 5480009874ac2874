import { plainLink, type SharedLink } from '../../../../fixtures/deployment.ts'
import { HOME_IN_ROOT, PATH_IN_ROOT } from '../../../../fixtures/schema/path-in-root.ts'
import type { GivenLinks } from '../gate-config.ts'
import { linksTo } from '../schema/links.ts'
import { list } from './basic.ts'
import { type Kind, nameAndRest, repeated } from './kind.ts'

/** The kind of a deployment's homes, as paths in the world's root, or the root itself. */
export const homes: Kind<readonly string[], readonly string[]> = list(HOME_IN_ROOT)

/** The kind of a deployment's links, whose targets are paths in the world's root. Its flag gives directories. */
export const links: Kind<GivenLinks, readonly SharedLink[]> = repeated({
  schema: linksTo(PATH_IN_ROOT),
  parse: nameAndRest,
  join: pairs => pairs.map(([name, target]) => ({ name, target })),
  write: all => all.map(({ name, target }) => `${name}=${target}`),
})

/** The kind of those of its links whose targets are files. */
export const fileLinks: Kind<GivenLinks, readonly SharedLink[]> = repeated({
  ...links,
  parse: nameAndRest,
  join: pairs => pairs.map(([name, target]) => plainLink({ name, target, kind: 'file' })),
})

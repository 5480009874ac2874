import { readFileSync, realpathSync, unlinkSync, writeFileSync } from 'node:fs'
import { type Deployment, linkPath } from '../../fixtures/deployment.ts'
import { fromBytes, toPath } from '../../fixtures/disk/bytes.ts'
import { errnoOf } from '../../fixtures/disk/errno.ts'
import { printable } from '../../fixtures/text/printable.ts'
import { orNull } from '../subjects/or-null.ts'

const PROBE = '.vitest-shared-links-probe'

/**
 * Checks that homes share their state: writes a file through each home, reads it through every other, and removes it.
 * It skips homes that the user may not write. It runs outside the sandbox, so it never writes through a link that leads
 * out of the world.
 *
 * @returns each problem as a clause. Safe to print.
 */
export function probeSharing(root: string, { homes, links }: Deployment): string[] {
  return links.flatMap(({ name }) =>
    homes.flatMap(writer => {
      const at = `${root}/${linkPath(writer, name)}/${PROBE}`
      if (leadsOut(root, linkPath(writer, name)))
        return [`\`${printable(linkPath(writer, name))}\` leads out of the world`]
      try {
        writeFileSync(toPath(at), writer, { flag: 'wx' })
      } catch (error) {
        const errno = errnoOf(error)
        return errno === 'EACCES'
          ? []
          : [`nothing can be written through \`${printable(linkPath(writer, name))}\` (${errno})`]
      }
      try {
        return homes.flatMap(reader =>
          reads(`${root}/${linkPath(reader, name)}/${PROBE}`, writer)
            ? []
            : [unreadable(writer, reader, name)],
        )
      } finally {
        unlinkSync(toPath(at))
      }
    }),
  )
}

function leadsOut(root: string, path: string): boolean {
  // A link that cannot be followed cannot be written through.
  const end = orNull(() => realPathOf(`${root}/${path}`))
  return end !== null && !end.startsWith(`${realPathOf(root)}/`)
}

function realPathOf(path: string): string {
  return fromBytes(realpathSync(toPath(path), { encoding: 'buffer' }))
}

function reads(path: string, text: string): boolean {
  return orNull(() => readFileSync(toPath(path), 'utf8')) === Buffer.from(text).toString('utf8')
}

function unreadable(writer: string, reader: string, name: string): string {
  return `a file written through \`${printable(linkPath(writer, name))}\` cannot be read through \`${printable(linkPath(reader, name))}\``
}

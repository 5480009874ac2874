import { octalMode } from '../../fixtures/text/modes.ts'
import type { Law } from './law.ts'
import { quotePath } from './wording/entries.ts'

export const isPrivate: Law<'private'> = {
  id: 'private',
  level: 'tidy',
  says: 'new directories are 0700 & ~umask',
  needs: [],
  brokenBy: 'calls',
  judge: ({ expectation, first, umask }) => {
    const made = first.changes.added.filter(
      path => expectation.directories.has(path) && first.after.entries.get(path)?.type === 'dir',
    )
    if (made.length === 0) return 'vacuous'
    const expected = 0o700 & ~umask
    const wrong = made.filter(path => modeOf(first.after.entries.get(path)?.mode) !== expected)
    const [path] = wrong
    if (path === undefined) return 'held'
    const mode = octalMode(modeOf(first.after.entries.get(path)?.mode))
    return {
      summary: `the new directory ${quotePath(path)} has mode ${mode}, not ${octalMode(expected)}`,
      paths: wrong,
    }
  },
}

// A new directory inherits the set-group-ID bit from its parent: the subject does not choose it.
function modeOf(mode: number | undefined): number {
  return (mode ?? 0) & 0o777
}

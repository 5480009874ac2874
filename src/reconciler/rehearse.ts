import type { Answer, Call } from './call.ts'
import { lookOnDisk, type Remembered, resolvePath } from './overlay.ts'
import { perform, type Stage } from './perform.ts'

/**
 * Returns a stage that reads from the disk and remembers writes instead of making them. A script runs to its end on it
 * and changes nothing. A remembered entry is visible through every path that leads to it.
 */
export function rehearse(): Stage {
  const overlay = new Map<string, Remembered>()
  return call => {
    const isWrite = call.call === 'mkdir' || call.call === 'symlink'
    const onDisk = perform(isWrite ? { call: 'lstat', path: call.path } : call)
    // The disk has nothing where an entry is remembered: only a call that failed with ENOENT can have another answer.
    if (!('errno' in onDisk)) return isWrite ? { errno: 'EEXIST' } : onDisk
    if (onDisk.errno !== 'ENOENT' || (overlay.size === 0 && !isWrite)) return onDisk
    const place = resolvePath(overlay, call.path, call.call === 'stat')
    return 'errno' in place ? place : answer(overlay, call, place.path)
  }
}

function answer(overlay: Map<string, Remembered>, call: Call, path: string): Answer {
  const made = overlay.get(path)
  switch (call.call) {
    case 'lstat':
    case 'stat':
      return made === undefined
        ? lookOnDisk(overlay, { call: 'lstat', path })
        : { kind: made.made, id: `made:${path}` }
    case 'readlink':
      if (made === undefined) return lookOnDisk(overlay, { call: 'readlink', path })
      return made.made === 'symlink' ? { text: made.text } : { errno: 'EINVAL' }
    case 'mkdir':
    case 'symlink': {
      const there = made === undefined ? lookOnDisk(overlay, { call: 'lstat', path }) : made
      if (!('errno' in there)) return { errno: 'EEXIST' }
      if (there.errno !== 'ENOENT') return there
      overlay.set(path, call.call === 'mkdir' ? { made: 'directory' } : { made: 'symlink', text: call.text })
      return { done: true }
    }
  }
}

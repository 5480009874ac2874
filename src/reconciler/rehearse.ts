import type { Answer, Call } from './call.ts'
import { located, look, type Remembered } from './overlay.ts'
import { perform, type Stage } from './perform.ts'

/**
 * A stage that reads from the disk and only remembers what it is asked to write, so that a script runs to its end
 * and nothing changes. What it remembers is seen under every name that leads there.
 */
export function rehearse(): Stage {
  const overlay = new Map<string, Remembered>()
  return call => {
    const isWrite = call.call === 'mkdir' || call.call === 'symlink'
    const onDisk = perform(isWrite ? { call: 'lstat', path: call.path } : call)
    // What is remembered stands where the disk has nothing: only a walk that ended there can end otherwise.
    if (!('errno' in onDisk)) return isWrite ? { errno: 'EEXIST' } : onDisk
    if (onDisk.errno !== 'ENOENT' || (overlay.size === 0 && !isWrite)) return onDisk
    const place = located(overlay, call.path, call.call === 'stat')
    return 'errno' in place ? place : answer(overlay, call, place.path)
  }
}

function answer(overlay: Map<string, Remembered>, call: Call, path: string): Answer {
  const made = overlay.get(path)
  switch (call.call) {
    case 'lstat':
    case 'stat':
      return made === undefined
        ? look(overlay, { call: 'lstat', path })
        : { kind: made.made, id: `made:${path}` }
    case 'readlink':
      if (made === undefined) return look(overlay, { call: 'readlink', path })
      return made.made === 'symlink' ? { text: made.text } : { errno: 'EINVAL' }
    case 'mkdir':
    case 'symlink': {
      const there = made === undefined ? look(overlay, { call: 'lstat', path }) : made
      if (!('errno' in there)) return { errno: 'EEXIST' }
      if (there.errno !== 'ENOENT') return there
      overlay.set(path, call.call === 'mkdir' ? { made: 'directory' } : { made: 'symlink', text: call.text })
      return { done: true }
    }
  }
}

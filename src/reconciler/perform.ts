import { type BigIntStats, lstatSync, mkdirSync, statSync, symlinkSync } from 'node:fs'
import { toPath } from '../../fixtures/disk/bytes.ts'
import { errnoOf } from '../../fixtures/disk/errno.ts'
import { textOf } from '../../fixtures/disk/names.ts'
import type { Answer, Call, Kind, Script } from './call.ts'

/** A stage runs a script's calls and returns their answers. */
export type Stage = (call: Call) => Answer

/** Runs a script to its end on a stage. */
export function run<T>(script: Script<T>, stage: Stage): T {
  let step = script.next()
  while (step.done !== true) step = script.next(stage(step.value))
  return step.value
}

/** The stage that makes each call with Node's sync functions, which are several times faster than its promises. */
export function perform(call: Call): Answer {
  try {
    return done(call)
  } catch (error) {
    const errno = errnoOf(error)
    if (errno === undefined) throw error
    return { errno }
  }
}

function done(call: Call): Answer {
  switch (call.call) {
    case 'lstat':
      return found(lstatSync(toPath(call.path), { throwIfNoEntry: false, bigint: true }))
    case 'stat':
      return found(statSync(toPath(call.path), { throwIfNoEntry: false, bigint: true }))
    case 'readlink':
      return { text: textOf(call.path) }
    case 'mkdir':
      mkdirSync(toPath(call.path), { mode: 0o700 })
      return { done: true }
    case 'symlink':
      symlinkSync(toPath(call.text), toPath(call.path))
      return { done: true }
  }
}

function found(stat: BigIntStats | undefined): Answer {
  return stat === undefined ? { errno: 'ENOENT' } : { kind: kindOf(stat), id: `${stat.dev}:${stat.ino}` }
}

function kindOf(stat: BigIntStats): Kind {
  if (stat.isDirectory()) return 'directory'
  if (stat.isFile()) return 'file'
  if (stat.isSymbolicLink()) return 'symlink'
  if (stat.isFIFO()) return 'FIFO'
  return stat.isSocket() ? 'socket' : 'device'
}

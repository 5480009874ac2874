import { fileURLToPath } from 'node:url'
import { isError } from '../fixtures/realms.ts'

/** The folders of this package, as URLs and as paths: a stack may name either. */
const OWN = ['fixtures/', 'matchers/', 'src/'].flatMap(folder => {
  const url = new URL(`../${folder}`, import.meta.url)
  return [url.href, fileURLToPath(url)]
})

/** How many frames to look through: an asymmetric matcher stands behind many of its runner's. */
const MOST_FRAMES = 100

/**
 * Lets the stack of an error that a matcher throws begin where the assertion stands, so that a runner shows that line: it
 * leaves out the frames of this package and of `node_modules` before it.
 */
export function beginAtUser(error: Error): void {
  const limit = Error.stackTraceLimit
  Error.stackTraceLimit = MOST_FRAMES
  Error.captureStackTrace(error, beginAtUser)
  Error.stackTraceLimit = limit
  const { stack = '', message } = error
  const start = stack.indexOf(message) + message.length
  const frames = stack.slice(start).split('\n').slice(1)
  const first = frames.findIndex(frame => !isHidden(frame))
  if (first > 0) error.stack = [stack.slice(0, start), ...frames.slice(first)].join('\n')
}

/** Calls `act`, and does so with what it throws if it is one of these errors. */
export function withUserStack<T>(act: () => T, isOwn: (error: Error) => boolean): T {
  try {
    return act()
  } catch (error) {
    if (isError(error) && isOwn(error)) beginAtUser(error)
    throw error
  }
}

function isHidden(frame: string): boolean {
  return frame.includes('/node_modules/') || OWN.some(folder => frame.includes(folder))
}

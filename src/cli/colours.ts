import pc from 'picocolors'
import type { Colors } from '../../fixtures/text/colors.ts'

/** Colours for what is written to a stream, or none, as the user and the stream want it. */
export function coloursFor(stream: { readonly isTTY?: boolean }, env: NodeJS.ProcessEnv): Colors {
  return pc.createColors(isColoured(stream, env))
}

/** Any non-empty `NO_COLOR` wins, then any non-empty `FORCE_COLOR` (`0` is no), then what the stream is. */
export function isColoured(stream: { readonly isTTY?: boolean }, env: NodeJS.ProcessEnv): boolean {
  if ((env['NO_COLOR'] ?? '') !== '') return false
  const force = env['FORCE_COLOR'] ?? ''
  return force === '' ? stream.isTTY === true : force !== '0'
}

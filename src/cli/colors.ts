import pc from 'picocolors'
import type { Colors } from '../../fixtures/text/colors.ts'

/**
 * Returns colors for a stream, or plain text where the user or the stream wants none. `NO_COLOR` wins if it is not
 * empty, then `FORCE_COLOR` (`0` means no), then the stream.
 */
export function colorsFor(stream: { readonly isTTY?: boolean }, env: NodeJS.ProcessEnv): Colors {
  const force = env['FORCE_COLOR'] ?? ''
  const isWanted = force === '' ? stream.isTTY === true : force !== '0'
  return pc.createColors((env['NO_COLOR'] ?? '') === '' && isWanted)
}

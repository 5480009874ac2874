import pc from 'picocolors'

/** Paints a text, or leaves it as it is. */
export type Colours = ReturnType<typeof pc.createColors>

/** Returns colours for a stream, or plain text where the user or the stream wants none. */
export function coloursFor(stream: { readonly isTTY?: boolean }, env: NodeJS.ProcessEnv): Colours {
  return pc.createColors(isColoured(stream, env))
}

/** Checks `NO_COLOR` first, which wins if it is not empty, then `FORCE_COLOR` (`0` means no), then the stream. */
export function isColoured(stream: { readonly isTTY?: boolean }, env: NodeJS.ProcessEnv): boolean {
  if ((env['NO_COLOR'] ?? '') !== '') return false
  const force = env['FORCE_COLOR'] ?? ''
  return force === '' ? stream.isTTY === true : force !== '0'
}

import type fc from 'fast-check'
import type * as properties from '../../../src/properties/index.ts'

export const WORLDS: string

export function hashOfWorlds(
  from: typeof fc,
  own: Pick<typeof properties, 'DEFAULT_DEPLOYMENT' | 'smallStates' | 'worldsOf'>,
): string

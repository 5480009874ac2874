import type { AllowedPaths, Waivers } from '../../src/gate/options/waivers.ts'

/** Returns the waivers of a table of what is waived and the reasons. */
export function waiving(reasons: Readonly<Record<string, string>>): Waivers {
  return new Map(Object.entries(reasons).map(([id, reason]) => [id, { reason, until: null }]))
}

/** Returns the paths that some globs allow, without a reason. */
export function allowing(...globs: readonly string[]): AllowedPaths {
  return new Map(globs.map(glob => [glob, null]))
}

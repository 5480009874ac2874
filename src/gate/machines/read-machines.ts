import { readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import picomatch from 'picomatch'
import * as v from 'valibot'
import type { Deployment } from '../../../fixtures/deployment.ts'
import { errnoOf } from '../../../fixtures/disk/errno.ts'
import { namesIn } from '../../../fixtures/disk/names.ts'
import { schemaIssues } from '../../../fixtures/schema/issues.ts'
import type { WorldSpec } from '../../../fixtures/states/world-spec.ts'
import { printable, quoted } from '../../../fixtures/text/printable.ts'
import { orNull } from '../../subjects/or-null.ts'
import { listingError } from '../gate-error.ts'
import { MACHINE } from './machine-schema.ts'
import { machineWorld } from './machine-world.ts'

/**
 * Reads captured machines as worlds of a deployment.
 *
 * @param paths the files that `capture` has written.
 * @throws GateError that lists what is wrong with them.
 */
export function readMachines(paths: readonly string[], deployment: Deployment): WorldSpec[] {
  const problems: string[] = []
  const specs = paths.flatMap(filesMatching).flatMap(path => {
    const read = machineAt(path, deployment)
    if ('spec' in read) return [read.spec]
    problems.push(...read.problems.map(problem => `${quoted(path)}: ${problem}`))
    return []
  })
  if (problems.length > 0) throw listingError('These captured machines cannot be used:', problems)
  return specs
}

function machineAt(path: string, deployment: Deployment): ReturnType<typeof machineWorld> {
  try {
    const result = v.safeParse(MACHINE, JSON.parse(readFileSync(path, 'utf8')))
    if (result.success) return machineWorld(result.output, deployment)
    return { problems: schemaIssues(result.issues).slice(0, MOST_ISSUES) }
  } catch (error) {
    if (error instanceof SyntaxError) return { problems: ['it is not JSON'] }
    return { problems: [`it cannot be read: ${printable(errnoOf(error) ?? String(error))}`] }
  }
}

const MOST_ISSUES = 5

/** Returns the files that a glob matches, or the path itself where it is no glob or matches none. */
function filesMatching(pattern: string): string[] {
  const name = basename(pattern)
  if (!/[*?[{]/u.test(name)) return [pattern]
  const isMatch = picomatch(name)
  const found = orNull(() => namesIn(dirname(pattern)))?.filter(one => isMatch(one)) ?? []
  return found.length === 0 ? [pattern] : found.map(one => join(dirname(pattern), one))
}

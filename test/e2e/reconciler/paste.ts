import { spawnSync } from 'node:child_process'
import { expect } from 'vitest'
import type { Snapshot } from '../../../fixtures/snapshot.ts'
import type { World } from '../../../fixtures/world.ts'
import { compare } from '../../../src/damage/compare.ts'
import { inspect } from '../../../src/reconciler/api.ts'
import type { Finding } from '../../../src/reconciler/finding.ts'
import { remedyOf } from '../../../src/reconciler/remedy/remedy.ts'

/** How an operator's shell ran a remedy. */
export interface Pasted {
  readonly status: number | null
  readonly stderr: string
}

/** Pastes the remedy of one finding into bash, as another user if one is given. */
export function paste(finding: Finding, user: number | null = null): Pasted {
  const { status, stderr } = spawnSync('bash', ['-c', remedyOf(finding)], {
    encoding: 'utf8',
    timeout: 20_000,
    ...(user === null ? {} : { uid: user, gid: user }),
    // A bash whose input is a socket would read the user's .bashrc.
    env: { ...process.env, HOME: '/', LC_ALL: 'C.UTF-8' },
  })
  return { status, stderr }
}

/** Pastes the remedy of every finding of a world, in the order of the findings. */
export function pasteAll({ homes, required }: World): Pasted[] {
  return inspect(homes, required).map(finding => paste(finding))
}

/** Expects every file that could be read at a path, through links too, to be readable there or to exist elsewhere. */
export function expectNothingLost(before: Snapshot, w: World): void {
  const lost = [...compare(before, w.snapshot()).fates].filter(
    ([, fate]) => fate === 'destroyed' || fate === 'orphaned',
  )
  expect(lost).toEqual([])
}

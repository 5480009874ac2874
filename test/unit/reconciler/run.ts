import { expect } from 'vitest'
import type { Snapshot } from '../../../fixtures/snapshot.ts'
import type { World } from '../../../fixtures/world.ts'
import { compare } from '../../../src/damage/compare.ts'
import { ensureForAccounts, plan, type ReconcilerOptions, type Report } from '../../../src/reconciler/api.ts'
import { SharedLinksError } from '../../../src/reconciler/shared-links-error.ts'
import { messageOf } from '../../../src/reconciler/wording.ts'

/** The result of a run or a plan, with the world's root as `{root}`. */
export interface Came {
  /** The role and path of each new entry, in order: `link {root}/h/projects`. */
  readonly made: readonly string[]
  /** The whole message of each finding. */
  readonly messages: readonly string[]
}

/** Reconciles a world on disk. */
export function ran(w: World, options: ReconcilerOptions = {}): Came {
  try {
    return { made: madeIn(w, ensureForAccounts(w.homes, w.required, options).made), messages: [] }
  } catch (error) {
    if (!(error instanceof SharedLinksError)) throw error
    return { made: madeIn(w, error.made), messages: error.errors.map(({ message }) => inWorld(w, message)) }
  }
}

/** Plans for a world, and changes nothing. */
export function planned(w: World, options: ReconcilerOptions = {}): Came {
  const { made, findings } = plan(w.homes, w.required, options)
  return { made: madeIn(w, made), messages: findings.map(finding => inWorld(w, messageOf(finding))) }
}

/** Returns a text with the world's root as `{root}`. */
export function inWorld(w: World, text: string): string {
  return text.replaceAll(w.root, '{root}')
}

/** Expects every earlier entry of a world to be unchanged; directories may have gained entries. */
export function expectAllKept(before: Snapshot, w: World): void {
  const changed = [...compare(before, w.snapshot()).fates].filter(([, fate]) => fate !== 'kept')
  expect(changed).toEqual([])
}

function madeIn(w: World, made: Report['made']): string[] {
  return made.map(({ role, path }) => inWorld(w, `${role} ${path}`))
}

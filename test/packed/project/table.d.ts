import type * as fixtures from '../../../fixtures/index.ts'
import type * as reconciler from '../../../src/index.ts'

export interface Row {
  readonly name: string
  readonly matcher: string
  readonly right: fixtures.Tree
  readonly wrong: fixtures.Tree
  use(w: fixtures.World): [received: unknown, ...args: unknown[]]
}

export function table(
  from: Pick<typeof fixtures, 'dir' | 'file' | 'linkTo' | 'usual'>,
  own: Pick<typeof reconciler, 'ensureForAccounts'>,
): Row[]

export function messageOf(assertion: () => unknown, w: fixtures.World): Promise<string>

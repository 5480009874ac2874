import { type AnyLawId, findLaw } from '../../../laws/index.ts'
import type { Law, LossKind } from '../../../laws/law.ts'
import type { TroubleKind } from '../../../observation/trouble.ts'

/** Returns two lines at most: what to change in a script that loses data, and the command that explains the law. */
export function adviceOn(id: AnyLawId, kind: LossKind | null): string[] {
  const law = findLaw(id)
  return [
    ...(kind === null ? [] : [`Fix: ${fixFor(law, kind)}`]),
    // Only the laws of this package have a page.
    ...(law === undefined ? [] : [`More: npx vitest-shared-links explain ${id}`]),
  ]
}

function fixFor(law: Law<string> | undefined, kind: LossKind): string {
  const [trouble] = law?.underTrouble?.kinds ?? []
  return (trouble && UNDER_TROUBLE[trouble]) ?? UNDISTURBED[kind]
}

const UNDISTURBED: Readonly<Record<LossKind, string>> = {
  destroyed: 'Do not remove or overwrite what is in the way. End with an error that names it.',
  orphaned: 'Do not retarget or remove a link that leads elsewhere. End with an error that names it.',
  moved: 'Do not move a shared directory away from its links, and do not empty it.',
}

const UNDER_TROUBLE: Readonly<Partial<Record<TroubleKind, string>>> = {
  crash: 'Make each change in one step: build it under a free name, and rename it into place.',
  fault: 'Remove something only after every earlier step has succeeded: check each exit code.',
  race: 'Hold one flock for the whole run; the kernel releases it when a run is killed. Or make only changes that fail if another run was faster, such as ln -s without -f, and then look again.',
  intrusion:
    'Create entries with calls that fail if something is there, such as ln -s without -f, and then look again.',
  'live-writes': 'Do not copy and then remove a directory in use. End with an error that names it.',
}

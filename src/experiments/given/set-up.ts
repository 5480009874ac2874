import type { FlatTree } from '../../../fixtures/disk/flat-tree.ts'
import { flatTreeOf } from '../../../fixtures/given/read-tree.ts'
import type { Snapshot } from '../../../fixtures/snapshot.ts'
import { cutInMiddle } from '../../../fixtures/text/cut.ts'
import { printable, printableLines } from '../../../fixtures/text/printable.ts'
import { SetupError } from '../../subjects/command/setup-error.ts'
import type { Job, Subject } from '../../subjects/subject.ts'

/** In characters. */
const OUTPUT_LIMIT = 8192

/**
 * Runs the command that sets a world up, and returns the tree that it leaves.
 *
 * @throws SetupError with its output when it fails, or leaves something that no world can be built from.
 */
export async function setUp(subject: Subject, job: Job, snapshot: () => Snapshot): Promise<FlatTree> {
  const { claim, exit, output, stopped } = await subject.run({ ...job, phase: 'setup' })
  if (claim !== 'success') {
    const how = stopped === undefined ? `failed with exit code ${exit}` : `was stopped, since ${stopped}`
    const shown = cutInMiddle(printableLines(output).trimEnd(), OUTPUT_LIMIT)
    throw new SetupError(`The command of --setup ${how}. Its output:\n\n${shown === '' ? '(none)' : shown}`)
  }
  return flatTreeOf(snapshot(), (path, what) => {
    throw new SetupError(`The command of --setup left \`${printable(path)}\`, which ${what}.`)
  })
}

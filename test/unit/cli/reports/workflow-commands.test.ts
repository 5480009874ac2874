import { expect, test } from 'vitest'
import { withoutCommands } from '../../../../src/cli/reports/workflow-commands.ts'
import { HOSTILE } from '../../gate/report/formats/hostile.ts'
import { workflowCommands } from '../../gate/report/formats/workflow-commands.ts'

test('no line of a text is a command any more', () => {
  expect(workflowCommands(HOSTILE).map(({ name }) => name)).toEqual(['error', 'stop-commands', 'error'])
  expect(workflowCommands(withoutCommands(HOSTILE))).toEqual([])
  expect(withoutCommands('a\n  ::error::x\n##[error]\na::b\n')).toBe(
    'a\n  \\x3a:error::x\n#\\x23[error]\na::b\n',
  )
})

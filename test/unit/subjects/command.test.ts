import { expect, test } from 'vitest'
import { command } from '../../../src/subjects/command/command.ts'

test('command refuses an empty list', () => {
  expect(() => command([])).toThrow(
    new TypeError('command: expected the program and its arguments, not an empty list'),
  )
})

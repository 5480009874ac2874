import { expect } from 'vitest'
import { dir, file } from '../../../../fixtures/index.ts'
import { test } from '../../../../fixtures/vitest.ts'
import { writeNew } from '../../../../src/cli/init/write-new.ts'
import { UsageError } from '../../../../src/cli/usage-error.ts'

test('new files are written with their directories', async ({ world }) => {
  const w = await world()
  writeNew({ [w.path('a')]: '1', [w.path('b', 'c', 'd')]: '2' })
  expect(w).toMatchTree({ a: file('1'), b: dir({ c: dir({ d: file('2') }) }) })
})

test('where one is there already, none is written, and no directory stays', async ({ world }) => {
  const w = await world({ kept: dir(), taken: file('precious') })
  const before = w.snapshot()
  expect(() =>
    writeNew({ [w.path('kept', 'b', 'c', 'd')]: '2', [w.path('a')]: '1', [w.path('taken')]: '3' }),
  ).toThrow(new UsageError([`${w.path('taken')} cannot be written: EEXIST; nothing was written`]))
  expect(w).toBeUntouchedSince(before)
})

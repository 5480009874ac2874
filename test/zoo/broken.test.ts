import { describe, expect, test } from 'vitest'
import { lacksBwrap, lacksTracer } from '../subjects/needs.ts'
import { commands, inProcess } from './beast.ts'
import { BROKEN } from './broken.ts'
import { hunt, subjectOf } from './hunt.ts'

describe('what is broken dies', () => {
  const dies = async (beast: (typeof BROKEN)[number]) =>
    expect(await hunt(await subjectOf(beast), beast.dies, 1)).not.toBeNull()

  test.each(inProcess(BROKEN))('$file of $dies', { timeout: 300_000 }, dies)
  test.skipIf(lacksBwrap || lacksTracer).each(commands(BROKEN))('$file of $dies', { timeout: 300_000 }, dies)
})

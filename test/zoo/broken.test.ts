import { describe, expect, test } from 'vitest'
import { lacksBwrap, lacksTracer } from '../subjects/needs.ts'
import { commands, inProcess } from './beast.ts'
import { BROKEN } from './broken.ts'
import { hunt, subjectOf } from './hunt.ts'

/** One with which it is soon that they do. `npm run zoo` takes ten. */
const SEED = 9

describe('what is broken dies', () => {
  const dies = async (beast: (typeof BROKEN)[number]) =>
    expect(await hunt(await subjectOf(beast), beast.dies, SEED)).not.toBeNull()

  test.each(inProcess(BROKEN))('$file of $dies', { timeout: 300_000 }, dies)
  test.skipIf(lacksBwrap || lacksTracer).each(commands(BROKEN))('$file of $dies', { timeout: 300_000 }, dies)
})

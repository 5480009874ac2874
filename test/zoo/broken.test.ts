import { describe, expect, test } from 'vitest'
import { lacksBwrap, lacksTracer } from '../subjects/needs.ts'
import { commands, inProcess } from './beast.ts'
import { BROKEN } from './broken.ts'
import { hunt, subjectOf } from './hunt.ts'

/** One with which it is soon that they do. `npm run zoo` takes ten. */
const SEED = 9
/** Of the worlds, for those that die in none of them, but in others that come after. */
const PART = { index: 1, count: 4 }

describe('what is broken dies', () => {
  const dies = async (beast: (typeof BROKEN)[number]) => {
    const subject = await subjectOf(beast)
    expect(await hunt(subject, beast.dies, SEED, beast.diesLast === true ? PART : null)).not.toBeNull()
  }

  test.each(inProcess(BROKEN))('$file of $dies', { timeout: 300_000 }, dies)
  test.skipIf(lacksBwrap || lacksTracer).each(commands(BROKEN))('$file of $dies', { timeout: 300_000 }, dies)
})

import { describe, expect, test } from 'vitest'
import { lacksBwrap, lacksTracer } from '../machine/capabilities.ts'
import { BROKEN } from './broken.ts'
import { hunt, subjectOf } from './hunt.ts'
import { commands, inProcess } from './specimen.ts'

/** One with which it is soon that they do. `npm run zoo` takes ten. */
const SEED = 9
/** Of the worlds, for those that die in none of them, but in others that come after. */
const PART = { index: 1, count: 4 }

describe('what is broken dies', () => {
  const dies = async (specimen: (typeof BROKEN)[number]) => {
    const subject = await subjectOf(specimen)
    expect(await hunt(subject, specimen.dies, SEED, specimen.diesLast === true ? PART : null)).not.toBeNull()
  }

  test.each(inProcess(BROKEN))('$file of $dies', { timeout: 300_000 }, dies)
  test.skipIf(lacksBwrap || lacksTracer).each(commands(BROKEN))('$file of $dies', { timeout: 300_000 }, dies)
})

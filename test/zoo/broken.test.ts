import { describe, expect, test } from 'vitest'
import { DEFAULT_DEPLOYMENT } from '../../fixtures/deployment.ts'
import { lacksBwrap, lacksTracer } from '../machine/capabilities.ts'
import { BROKEN } from './broken.ts'
import { hunt, subjectOf } from './hunt.ts'
import { commands, inProcess } from './specimen.ts'

/** One with which it is soon that they do. `npm run zoo` takes ten. */
const SEED = 9

describe('what is broken dies', () => {
  const dies = async (specimen: (typeof BROKEN)[number]) => {
    const subject = await subjectOf(specimen)
    const { dies: law, parts, deployment = DEFAULT_DEPLOYMENT } = specimen
    const sample = parts === undefined ? null : { index: 1, count: parts }
    expect(await hunt(subject, law, SEED, { deployment, sample })).not.toBeNull()
  }

  const QUICK = BROKEN.filter(({ isSlow }) => isSlow !== true)
  test.each(inProcess(QUICK))('$file of $dies', { timeout: 300_000 }, dies)
  test.skipIf(lacksBwrap || lacksTracer).each(commands(QUICK))('$file of $dies', { timeout: 300_000 }, dies)
})

import { writeFileSync } from 'node:fs'
import { describe, expect, test, vi } from 'vitest'
import { findTracer } from '../../../../src/subjects/trace/find-tracer.ts'
import { buildWorld } from '../../../judging/built-world.ts'
import { lacksTracer, other } from './traced.ts'

describe('a tracer', () => {
  test.skipIf(lacksTracer)('is a Python that every user may run', async () => {
    expect(await findTracer(other)).toEqual({ by: 'seccomp', python: expect.stringMatching(/^\/.*python3/) })
  })

  test.skipIf(lacksTracer).each([
    ['does not work', 0o755],
    ['cannot be started', 0o644],
  ])('is found even if the first Python on the path %s', async (_, mode) => {
    await using s = await buildWorld()
    writeFileSync(`${s.root}/python3`, '#!/bin/sh\nexit 1\n', { mode })
    vi.stubEnv('PATH', `${s.root}:${process.env['PATH']}`)
    expect(await findTracer(other)).toEqual({ by: 'seccomp', python: expect.not.stringContaining(s.root) })
    vi.unstubAllEnvs()
  })
})

import { expect, test } from 'vitest'
import { dir, file } from '../../../fixtures/tree.ts'
import { reconcile } from '../../../src/reconciler/reconcile.ts'
import { script } from '../../../src/subjects/script.ts'
import { buildWorld } from '../../judging/built-world.ts'

const builtIn = script('the built-in reconciler', request => reconcile(request, 'exact'))

test('a script runs in the world, and reports success when it returns no finding', async () => {
  await using s = await buildWorld()
  expect(await builtIn.run(s.job)).toEqual({ claim: 'success', named: [], output: '', exit: null })
  expect(s.job.request.required).toHaveSharedLinks([...s.job.request.homes])
})

test('findings are a failure, which names each path and words each finding', async () => {
  await using s = await buildWorld({
    '.claude-compte1': dir({ projects: dir({ 'a.jsonl': file('x') }) }),
    '.claude-compte2': file('not a home'),
  })
  const report = await builtIn.run(s.job)
  expect(report.claim).toBe('failure')
  expect(report.named).toEqual([`${s.root}/.claude-compte1/projects`, `${s.root}/.claude-compte2`])
  expect(report.output.split('\n')).toHaveLength(2)
  expect(report.output).toContain(`${s.root}/.claude-compte1/projects`)
})

test('a script that throws is an error of the run, and no failure of the subject', async () => {
  await using s = await buildWorld()
  const broken = script('broken', () => {
    throw new Error('a bug')
  })
  await expect(broken.run(s.job)).rejects.toThrow('a bug')
})

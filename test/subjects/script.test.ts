import { expect, test } from 'vitest'
import { dir, file } from '../../fixtures/tree.ts'
import { reconcile } from '../../src/reconciler/reconcile.ts'
import { script } from '../../src/subjects/script.ts'
import { site } from './job.ts'

const builtIn = script('the built-in reconciler', request => reconcile(request, 'exact'))

test('a script is performed in the world, and reports success where it has no finding', async () => {
  await using s = await site()
  expect(await builtIn.run(s.job)).toEqual({ claim: 'success', named: [], output: '', exit: null })
  expect(s.job.request.required).toHaveSharedLinks([...s.job.request.homes])
})

test('its findings are a failure, which names each path and says what each says', async () => {
  await using s = await site({
    '.claude-compte1': dir({ projects: dir({ 'a.jsonl': file('x') }) }),
    '.claude-compte2': file('not a home'),
  })
  const report = await builtIn.run(s.job)
  expect(report.claim).toBe('failure')
  expect(report.named).toEqual([`${s.root}/.claude-compte1/projects`, `${s.root}/.claude-compte2`])
  expect(report.output.split('\n')).toHaveLength(2)
  expect(report.output).toContain(`${s.root}/.claude-compte1/projects`)
})

test('a script that throws is no failure of the subject but an error of the run', async () => {
  await using s = await site()
  const broken = script('broken', () => {
    throw new Error('a bug')
  })
  await expect(broken.run(s.job)).rejects.toThrow('a bug')
})

import { expect, test } from 'vitest'
import { annotationOfFailure, gateAnnotations } from '../../../../../src/gate/report/formats/github.ts'
import { LAW_IDS } from '../../../../../src/laws/index.ts'
import { hostileReport } from './hostile.ts'
import { counterexample, result, shownReport } from './sample.ts'
import { workflowCommands } from './workflow-commands.ts'

const REPLAY =
  'Replay: npx vitest-shared-links gate --home a --link projects=shared --runs 2 --seed 1 --law keeps-data -- sh install.sh'

test('a broken law is an error on the line to blame, and one above the level a warning', () => {
  const shown = shownReport([
    result('ends'),
    result('keeps-data', { counterexample: counterexample('destroyed', 46) }),
    result('private', { counterexample: counterexample(null), fails: false }),
  ])
  const [error, warning, ...more] = workflowCommands(gateAnnotations({ ...shown, directory: 'deploy/hosts' }))
  expect(error).toEqual({
    name: 'error',
    properties: {
      file: 'deploy/hosts/install.sh',
      line: '46',
      title: 'keeps-data: nothing is destroyed or orphaned',
    },
    data: `data was destroyed\n${REPLAY}`,
  })
  expect(warning).toMatchObject({
    name: 'warning',
    properties: { title: expect.stringMatching(/^private: /u) },
  })
  expect(warning?.properties).not.toHaveProperty('file')
  expect(more).toEqual([])
})

test('a file outside the repository has no place there', () => {
  const found = counterexample('destroyed', 46)
  const line = found.blame?.line && { ...found.blame.line, file: '/usr/local/bin/link' }
  const blame = found.blame && { ...found.blame, line: line ?? null }
  const shown = shownReport([result('keeps-data', { counterexample: { ...found, blame } })])
  expect(Object.keys(workflowCommands(gateAnnotations(shown))[0]?.properties ?? {})).toEqual(['title'])
})

test('there are as many of a kind as GitHub shows, and the last one counts the others', () => {
  const broken = (fails: boolean) =>
    LAW_IDS.map(id => result(id, { counterexample: counterexample(null), fails }))
  const errors = workflowCommands(gateAnnotations(shownReport(broken(true))))
  expect(errors.map(({ name }) => name)).toEqual(Array(10).fill('error'))
  expect(errors.at(-1)).toEqual({
    name: 'error',
    properties: { title: `${LAW_IDS.length} laws broken in all` },
    data: `Without an annotation of their own: ${LAW_IDS.slice(9).join(', ')}`,
  })
  expect(workflowCommands(gateAnnotations(shownReport(broken(false))))).toHaveLength(10)
  expect(workflowCommands(gateAnnotations(shownReport(broken(true).slice(0, 10)))).at(-1)?.data).toContain(
    'Replay',
  )
})

test('a passed run has none, and an error has one', () => {
  expect(gateAnnotations(shownReport([result('ends')]))).toBe('')
  expect(workflowCommands(annotationOfFailure('no sandbox:\n50% off, really'))).toEqual([
    {
      name: 'error',
      properties: { title: 'vitest-shared-links: no verdict' },
      data: 'no sandbox:\n50% off, really',
    },
  ])
})

test('nothing that a subject controls ends an annotation or begins another', () => {
  const shown = hostileReport()
  const [line] = [shown.report.laws[0]?.counterexample?.blame?.line]
  const text = gateAnnotations(shown)
  expect(text.split('\n')).toHaveLength(4)
  const commands = workflowCommands(text)
  expect(commands.map(({ name }) => name)).toEqual(['error', 'error', 'warning'])
  for (const { properties } of commands) {
    expect(Object.keys(properties)).toEqual(['file', 'line', 'title'])
    expect(properties['file']).toBe(line?.file)
  }
  expect(commands[0]?.data.startsWith(shown.report.laws[0]?.counterexample?.summary ?? '?')).toBe(true)
})

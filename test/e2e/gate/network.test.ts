import { describe, expect, test } from 'vitest'
import { replayOf } from '../../../src/gate/report/replay.ts'
import { gateOptions, judgeScript, refusalOf } from '../../judging/gate.ts'
import { lacksBwrap } from '../../machine/capabilities.ts'
import { CAREFUL } from '../../reconcilers/shell-scripts.ts'

const HINT = 'If the command has to download something, allow it: --network.'

describe.skipIf(lacksBwrap)('a command that fails in an empty world', () => {
  test.each([
    'curl: (6) Could not resolve host: example.com',
    'connect: Network is unreachable',
    'Temporary failure in name resolution',
    'Error: getaddrinfo EAI_AGAIN packages.example.com',
    'connect ECONNREFUSED 127.0.0.1:8080',
  ])('gets the hint --network if it prints %s', async text => {
    const message = await refusalOf({ command: ['sh', '-c', `echo '${text}' >&2; exit 6`] })
    expect(message).toContain(HINT)
    expect(message).toContain('--stub')
  })

  test('gets no such hint if it prints something else', async () => {
    expect(await refusalOf({ command: ['sh', '-c', 'echo no; exit 1'] })).not.toContain('--network')
  })
})

test.skipIf(lacksBwrap)('the replay of a run with the network has --network', async () => {
  const options = gateOptions({ command: ['sh', '-c', CAREFUL], network: true, sandbox: 'bwrap' })
  const report = await judgeScript(CAREFUL, {
    network: true,
    sandbox: 'bwrap',
    sample: { index: 1, count: 20 },
  })
  expect(replayOf({ options, report }, null)).toContain(' --sandbox bwrap --network -- sh -c ')
  expect(replayOf({ options: { ...options, network: false }, report }, null)).not.toContain('--network')
})

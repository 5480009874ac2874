import { execFileSync } from 'node:child_process'
import { Command } from 'commander'
import { expect, test } from 'vitest'
import { atlasSubjects } from '../../../src/cli/atlas/atlas-subjects.ts'
import { addAtlasFlags } from '../../../src/cli/atlas/flags.ts'
import { addGateFlags, givenOptions } from '../../../src/cli/gate/flags.ts'
import { addCheckFlags } from '../../../src/cli/request/request-flags.ts'
import { readOptions } from '../../../src/gate/options.ts'
import { LAW_IDS } from '../../../src/laws/index.ts'
import { FINDING_CODES } from '../../../src/reconciler/finding.ts'
import { allBlocks } from './pages.ts'

/** Every command line of ours in any code block, up to a pipe, a redirection or the next command. */
const LINES = allBlocks().flatMap(({ page, code }) =>
  [
    ...code.replaceAll('\\\n', ' ').matchAll(/npx vitest-shared-links ((?:'[^']*'|"[^"]*"|[^'"\n|>&;`])*)/gu),
  ].map(([, args = '']) => ({ page, args: args.replaceAll(/\$\{\{.*?\}\}/gu, '1').trim() })),
)

/** What a shell makes of each line. */
const WORDS = execFileSync(
  'bash',
  ['-c', LINES.map(({ args }) => `printf '%s\\0' ${args}; echo`).join('\n')],
  {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] ?? '', HOME: '/home/someone' },
  },
)
  .split('\0\n')
  .slice(0, -1)
  .map(line => line.split('\0'))

test('the documentation shows command lines of each kind', () => {
  expect(WORDS).toHaveLength(LINES.length)
  expect(new Set(WORDS.map(([verb]) => verb))).toEqual(
    new Set(['check', 'ensure', 'capture', 'gate', 'atlas', 'replay', 'init', 'explain']),
  )
})

test.each(LINES.map(({ page, args }, i) => ({ page, args, words: WORDS[i] ?? [] })))(
  '$page: $args is accepted',
  async ({ words: [verb = '', ...words] }) => {
    expect(await problemsOf(verb, words)).toEqual([])
  },
)

test('a line with a wrong flag is not', async () => {
  expect(await problemsOf('gate', ['--waive', 'keeps-data'])).toEqual([expect.stringContaining('--waive')])
  await expect(problemsOf('check', ['--hom', 'a'])).rejects.toThrow("unknown option '--hom'")
  await expect(problemsOf('atlas', ['--level', 'safe'])).rejects.toThrow("unknown option '--level'")
  expect(await problemsOf('explain', ['keep-data'])).toEqual(['keep-data'])
})

/** Returns what is wrong with a command line, without running it. */
async function problemsOf(verb: string, words: readonly string[]): Promise<readonly string[]> {
  const parser = new Command(verb).exitOverride().configureOutput({ outputError: () => {} })
  const end = words.indexOf('--')
  const own = end === -1 ? words : words.slice(0, end)
  if (verb === 'explain') return words.filter(name => ![...LAW_IDS, ...FINDING_CODES].some(id => id === name))
  if (verb === 'replay') return words.filter(word => word !== '--keep' && !LAW_IDS.some(id => id === word))
  // All its words are the command.
  if (verb === 'init') return own
  if (verb !== 'gate' && verb !== 'atlas') {
    addCheckFlags(parser).option('--dry-run').parse(own, { from: 'user' })
    return []
  }
  const command = end === -1 ? null : words.slice(end + 1)
  if (verb === 'atlas') {
    addAtlasFlags(parser).parse(own, { from: 'user' })
    await atlasSubjects(command, givenOptions(parser))
    return []
  }
  addGateFlags(parser)
  parser.parse(own, { from: 'user' })
  const read = readOptions(command, givenOptions(parser), {})
  return 'problems' in read ? read.problems : []
}

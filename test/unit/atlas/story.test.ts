import { expect, test } from 'vitest'
import { flatten } from '../../../fixtures/disk/flat-tree.ts'
import { PLAIN_ROOT } from '../../../fixtures/states/world-spec.ts'
import { tempDir } from '../../../fixtures/temp/temp-dir.ts'
import { file, type Tree } from '../../../fixtures/tree.ts'
import { outcomeOf } from '../../../src/atlas/outcome.ts'
import { type Story, storyOf } from '../../../src/atlas/story.ts'
import { observe } from '../../../src/experiments/observe.ts'
import { type PortProvision, port } from '../../../src/subjects/port/port.ts'
import { PROJECTS } from '../../judging/functions.ts'
import { LIVE_DIRECTORY, RIGHT } from '../../judging/trees.ts'
import { linking, lookedAt } from '../../reconcilers/broken-ports.ts'
import { harnessOf } from '../experiments/harness-of.ts'

/** Removes whatever is no link, and links. */
const removesFirst = linking(async (path, target, fs) => {
  const there = await lookedAt(path, fs)
  if (typeof there === 'object') return
  await fs.rm(path, { recursive: true, force: true })
  await fs.symlink(target, path)
})

async function storyIn(tree: Tree, provision: PortProvision = removesFirst): Promise<Story> {
  await using temp = await tempDir()
  const harness = harnessOf(temp, port('a port', provision))
  const deployment = { homes: ['a'], links: [PROJECTS] }
  const spec = { deployment, tree: flatten(tree), rootName: PLAIN_ROOT }
  const seen = await observe(harness, spec, new Set())
  return await storyOf(harness, spec, seen, outcomeOf(seen, { home: 'a', link: PROJECTS }))
}

test('shows the bytes that are lost, the fate of each entry, and the call that did it', async () => {
  const { lost, lines, blame, script } = await storyIn(LIVE_DIRECTORY)
  expect(lost).toEqual([{ path: 'a/projects/only.jsonl', bytes: 'the only copy\n' }])
  expect(lines.map(({ label, fate }) => `${label} ${fate}`)).toEqual([
    'a/ kept',
    'projects/ destroyed',
    'only.jsonl (14 bytes) destroyed',
    'shared/ kept',
  ])
  expect(blame).toMatchObject({ call: 'unlink', path: 'a/projects/only.jsonl', process: null, line: null })
  expect(script).toBeNull()
})

test('blames no call where all is right', async () => {
  expect(await storyIn(RIGHT)).toMatchObject({ lost: [], blame: null, output: '' })
})

test('shows a link that is missing although success was reported', async () => {
  const { lines, blame } = await storyIn({}, async () => {})
  expect(lines.map(({ label, fate }) => `${label} ${fate}`)).toEqual(['a/projects -> {root}/shared missing'])
  expect(blame).toBeNull()
})

test('names and bytes of files are shown harmlessly, and long ones are cut', async () => {
  const bytes = `\u001b[2J${'x'.repeat(1000)}\udcff\u202e`
  const projects = { type: 'dir', entries: { 'a\nb\u001b': file(bytes) } } as const
  const { lost } = await storyIn({ ...LIVE_DIRECTORY, a: { type: 'dir', entries: { projects } } })
  expect(lost[0]?.path).toBe('a/projects/a\\nb\\x1b')
  expect(lost[0]?.bytes).toMatch(/^\\x1b\[2Jx+\n\.\.\. \d+ characters left out \.\.\.\nx+\\xff\\u\{202e\}$/u)
})

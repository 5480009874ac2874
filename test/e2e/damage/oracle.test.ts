import { appendFileSync, cpSync, lstatSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { errnoOf } from '../../../fixtures/disk/errno.ts'
import { type FlatEntry, nest, put } from '../../../fixtures/disk/flat-tree.ts'
import { file, type Tree } from '../../../fixtures/tree.ts'
import { world } from '../../../fixtures/world.ts'
import { compare } from '../../../src/damage/compare.ts'

/** An action of a script. Each may fail, as on a real machine. */
type Act = readonly ['rename' | 'copy' | 'remove' | 'append' | 'overwrite', number, number]

const NAMES = ['a', 'b', 'a.bak', 'd', 'd/a', 'd/e', 'd/e/a', 'f', 'f/b', 'f/d']

// Two files may be equal, but none is a prefix of another.
const trees: fc.Arbitrary<Tree> = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...NAMES), fc.nat({ max: 5 })), {
    selector: ([name]) => name,
    maxLength: 6,
  })
  .map(drawn => {
    const flat = new Map<string, FlatEntry>()
    for (const [name, content] of drawn.sort(([a], [b]) => b.length - a.length)) {
      if (!flat.has(name)) put(flat, name, content === 0 ? { type: 'dir' } : file(`content ${content}\n`))
    }
    return nest(flat)
  })

const scripts: fc.Arbitrary<Act[]> = fc.array(
  fc.tuple(
    fc.constantFrom('rename', 'rename', 'copy', 'copy', 'remove', 'remove', 'append', 'overwrite'),
    fc.nat({ max: NAMES.length - 1 }),
    fc.nat({ max: NAMES.length - 1 }),
  ),
  { maxLength: 8 },
)

function run(root: string, script: readonly Act[]): void {
  for (const [i, [act, from, to]] of script.entries()) {
    const [one, other] = [`${root}/${NAMES[from]}`, `${root}/${NAMES[to]}`]
    try {
      if (act === 'rename') renameSync(one, other)
      else if (act === 'copy') cpSync(one, other, { recursive: true })
      else if (act === 'remove') rmSync(one, { recursive: true })
      else if (act === 'append') lstatSync(one).isFile() && appendFileSync(one, `more ${i}\n`)
      else lstatSync(one).isFile() && appendFileSync(one, `over ${i}\n`, { flag: 'w' })
    } catch (error) {
      if (!(error instanceof Error) || (errnoOf(error) === undefined && !('code' in error))) throw error
    }
  }
}

/** Returns the text of every file, found without a snapshot. */
function textsIn(root: string): string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => readFileSync(`${entry.parentPath}/${entry.name}`, 'utf8'))
}

test('a fate is `destroyed` if and only if the bytes of a file are nowhere', async () => {
  await fc.assert(
    fc.asyncProperty(trees, scripts, async (tree, script) => {
      await using w = await world(tree)
      const [before, texts] = [w.snapshot(), textsIn(w.root)]
      run(w.root, script)
      const left = textsIn(w.root)
      const isGone = texts.some(text => !left.some(other => other.startsWith(text)))
      const { fates } = compare(before, w.snapshot())
      expect([...fates.values()].includes('destroyed')).toBe(isGone)
    }),
    { numRuns: 1500, seed: 7 },
  )
})

test('every tree compared with itself is kept', async () => {
  await fc.assert(
    fc.asyncProperty(trees, async tree => {
      await using w = await world(tree)
      const { fates, added, orphans } = compare(w.snapshot(), w.snapshot())
      expect([[...new Set(fates.values())], added, [...orphans]]).toEqual([['kept'], [], []])
    }),
    { numRuns: 100, seed: 7 },
  )
})

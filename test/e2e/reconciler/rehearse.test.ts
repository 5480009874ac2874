import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { requestIn } from '../../../fixtures/deployment.ts'
import { dir, fifo, file, linkTo, type Tree, type TreeEntry } from '../../../fixtures/index.ts'
import { world } from '../../../fixtures/world.ts'
import { RequestError } from '../../../src/reconciler/request/request.ts'
import { expectAllKept, planned, ran } from '../../unit/reconciler/run.ts'

/** A few names, so that links lead to existing entries, to entries that a run makes, and to each other. */
const NAMES = ['a', 'b', 'n', 't']

const path = fc
  .array(fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...NAMES) }, fc.constantFrom('..', '.', '')), {
    minLength: 1,
    maxLength: 3,
  })
  .map(parts => parts.join('/'))

const text = fc.oneof(
  path.map(to => `{root}/${to}`),
  path.filter(to => to !== ''),
)

const entry: fc.Arbitrary<TreeEntry> = fc.letrec<{ entry: TreeEntry }>(tie => ({
  entry: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'tree' },
    { weight: 5, arbitrary: text.map(linkTo) },
    { weight: 1, arbitrary: fc.constantFrom(file('x'), fifo()) },
    {
      weight: 4,
      arbitrary: fc
        .dictionary(fc.constantFrom(...NAMES), tie('entry'), { maxKeys: 3 })
        .map(entries => dir(entries)),
    },
  ),
})).entry

const tree: fc.Arbitrary<Tree> = fc.dictionary(fc.constantFrom(...NAMES), entry, { maxKeys: 4 })

const deployment = fc.record({
  homes: fc.uniqueArray(path, { minLength: 1, maxLength: 3 }),
  links: fc.uniqueArray(fc.record({ name: fc.constantFrom('n', 'a'), target: path }), {
    minLength: 1,
    maxLength: 2,
    selector: ({ name }) => name,
  }),
})

describe('a rehearsal', () => {
  it.each(['exact', 'resolved'] as const)(
    'makes and finds what the run then makes and finds, whatever the disk aliases (%s)',
    async equality => {
      let met = 0
      let asked = 0
      const property = fc.asyncProperty(tree, deployment, async (entries, { homes, links }) => {
        asked += 1
        await using built = await world(entries)
        // A world refuses homes and links that lead out of it.
        const w = { ...built, ...requestIn(built.root, { homes, links }) }
        const before = w.snapshot()
        const came = unlessRefused(() => planned(w, { equality }))
        if (came === null) return
        met += 1
        expect(w.snapshot()).toEqual(before)
        expect(ran(w, { equality })).toEqual(came)
        expectAllKept(before, w)
        // A second run would change nothing and report the same.
        const messages = ran(w, { equality }).messages
        expect(messages).toEqual(came.messages)
      })
      await fc.assert(property, { numRuns: 500 })
      expect(met).toBeGreaterThan(asked / 5)
    },
  )
})

function unlessRefused<T>(act: () => T): T | null {
  try {
    return act()
  } catch (error) {
    if (error instanceof RequestError) return null
    throw error
  }
}

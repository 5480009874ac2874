import { writeFileSync } from 'node:fs'
import { describe } from 'vitest'
import { dir, file } from '../../../fixtures/tree.ts'
import { orderBlind } from '../../../src/laws/order-blind.ts'
import { ENV, PROJECTS, testLaw } from '../../judging/functions.ts'
import { LIVE_DIRECTORY } from '../../judging/trees.ts'
import { favoursFirst, firstHomeOnly } from '../../reconcilers/broken-functions.ts'
import { goesOn, stopsAtFirst } from '../../reconcilers/right-functions.ts'

const both = { homes: ['a', 'b'], links: [PROJECTS, ENV] }

describe('accuses', () => {
  testLaw(orderBlind, [
    {
      it: 'one that sees to the first home only',
      in: {},
      by: firstHomeOnly,
      says: 'with homes and links in another order, `a` is different',
      setup: both,
    },
    {
      it: 'one that makes the first home in another way',
      in: { a: dir(), b: dir() },
      by: ([first = ''], _required, root) => writeFileSync(`${first}/projects`, first.slice(root.length)),
      says: 'with homes and links in another order, `a/projects` is different',
      setup: both,
    },
    {
      it: 'one that fails in another order',
      in: {},
      by: (homes, required, root) => {
        if (homes[0]?.endsWith('b')) throw new Error('b comes second')
        goesOn()(homes, required, root)
      },
      says: 'with homes and links in another order, failure was reported',
      setup: both,
    },
    {
      it: 'one that succeeds in another order',
      in: {},
      by: (homes, required, root) => {
        if (homes[0]?.endsWith('a')) throw new Error('a comes second')
        goesOn()(homes, required, root)
      },
      says: 'with homes and links in another order, success was reported',
      setup: both,
    },
    {
      it: 'one that writes its last home into what stood there',
      in: { a: dir(), b: dir(), shared: dir({ last: file('') }) },
      by: (homes, required, root) => {
        goesOn()(homes, required, root)
        for (const home of homes) writeFileSync(`${root}/shared/last`, home.slice(root.length))
      },
      says: 'with homes and links in another order, `shared/last` is different',
      setup: { homes: ['a', 'b'] },
    },
  ])
})

describe('does not accuse', () => {
  testLaw(orderBlind, [
    { it: 'one that makes the same', in: {}, by: stopsAtFirst, says: 'held', setup: both },
    {
      it: 'one whose strays have names of the hour',
      in: {},
      by: (homes, required, root) => {
        goesOn()(homes, required, root)
        writeFileSync(`${root}/log-${performance.now()}`, '')
      },
      says: 'held',
      setup: both,
    },
    {
      it: 'one that writes of the first home where nobody asked for it',
      in: {},
      by: favoursFirst,
      says: 'held',
      setup: both,
    },
  ])
})

describe('says nothing', () => {
  testLaw(orderBlind, [
    {
      it: 'where something is in the way',
      in: LIVE_DIRECTORY,
      by: stopsAtFirst,
      says: 'vacuous',
      setup: both,
    },
    { it: 'of one home and one link, which have no other order', in: {}, by: stopsAtFirst, says: 'vacuous' },
    {
      it: 'of one that fails in every order',
      in: {},
      by: () => {
        throw new Error('no')
      },
      says: 'vacuous',
      setup: both,
    },
  ])
})

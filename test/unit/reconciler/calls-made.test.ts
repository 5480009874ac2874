import { describe, expect, it } from 'vitest'
import { nest } from '../../../fixtures/disk/flat-tree.ts'
import { dir, linkTo, type Tree } from '../../../fixtures/index.ts'
import { rightTree, usual } from '../../../fixtures/usual.ts'
import { type World, world } from '../../../fixtures/world.ts'
import { perform, run } from '../../../src/reconciler/perform.ts'
import { reconcile } from '../../../src/reconciler/reconcile.ts'
import { rehearse } from '../../../src/reconciler/rehearse.ts'
import { inWorld } from './run.ts'
import { lineOf } from './script.ts'

describe('the calls of a run', () => {
  it('are one for each link and one for each target if all is right', async () => {
    const homes = Array.from({ length: 20 }, (_, i) => `h${i}`)
    const { links } = {
      links: [
        { name: 'a', target: 's/a' },
        { name: 'b', target: 's/b' },
      ],
    }
    await using w = await world(nest(rightTree({ homes, links })), { homes, links })
    expect(callsOf(w)).toEqual([
      ...['stat {root}/s/a', 'stat {root}/s/b'],
      ...homes.flatMap(home => [`readlink {root}/${home}/a`, `readlink {root}/${home}/b`]),
    ])
  })

  it('make every target before any link, and each home before its links', async () => {
    await using w = await world(usual.freshMachine())
    const made = callsOf(w).filter(line => /^(?:mkdir|symlink) /u.test(line))
    expect(made).toEqual([
      ...['session-env', 'file-history', 'projects'].map(name => `mkdir {root}/.claude-${name}-shared`),
      ...[1, 2].flatMap(n => [
        `mkdir {root}/.claude-compte${n}`,
        ...['session-env', 'file-history', 'projects'].map(
          name => `symlink {root}/.claude-compte${n}/${name} -> {root}/.claude-${name}-shared`,
        ),
      ]),
    ])
  })

  it('go through a request again only if there is a finding and something was made', async () => {
    const one = { homes: ['h', 'k'], links: [{ name: 'n', target: 't' }] }
    const passes = async (tree: Tree) => {
      await using w = await world(tree, one)
      return callsOf(w).filter(line => line === 'stat {root}/t').length
    }
    expect(await passes({ t: dir(), h: dir(), k: dir() })).toBe(1)
    expect(await passes({ t: dir(), h: linkTo('gone'), k: dir({ n: linkTo('{root}/t') }) })).toBe(1)
    expect(await passes({ t: dir(), h: linkTo('gone'), k: dir() })).toBe(2)
  })
})

describe('the calls of a rehearsal', () => {
  it('are the same as those of the run', async () => {
    await using w = await world(usual.freshMachine())
    const noted: string[] = []
    const stage = rehearse()
    run(reconcile(w, 'exact'), call => {
      noted.push(inWorld(w, lineOf(call)))
      return stage(call)
    })
    expect(noted).toEqual(callsOf(w))
  })
})

function callsOf(w: World): string[] {
  const noted: string[] = []
  run(reconcile(w, 'exact'), call => {
    noted.push(inWorld(w, lineOf(call)))
    return perform(call)
  })
  return noted
}

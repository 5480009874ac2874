import { describe, expect, it } from 'vitest'
import { dir, file, linkTo, world } from '../../../fixtures/index.ts'
import { inspect, plan } from '../../../src/reconciler/api.ts'

const ONE = { homes: ['p/h'], links: [{ name: 'n', target: 'q/t' }] }

describe('an inspection', () => {
  it('finds everything that is missing except parents', async () => {
    await using w = await world({}, ONE)
    const [home, target, there] = [w.path('p/h'), w.path('q/t'), { kind: 'nothing' }]
    expect(inspect(w.homes, w.required)).toEqual([
      { code: 'target-missing', role: 'target', path: target, home: null, name: 'n', target, there },
      { code: 'home-missing', role: 'home', path: home, home, name: null, target: null, there },
      { code: 'link-missing', role: 'link', path: w.path('p/h/n'), home, name: 'n', target, there },
    ])
  })

  it('lists missing entries before conflicts', async () => {
    await using w = await world({ p: dir({ h: dir({ n: file('x') }) }) }, ONE)
    expect(inspect(w.homes, w.required).map(({ code }) => code)).toEqual(['target-missing', 'blocked-link'])
  })

  it('finds nothing if all is right', async () => {
    await using w = await world(
      { p: dir({ h: dir({ n: linkTo('{root}/q/t') }) }), q: dir({ t: dir() }) },
      ONE,
    )
    expect(inspect(w.homes, w.required)).toEqual([])
  })

  it('accepts a link that leads to the target if equality is resolved', async () => {
    await using w = await world({ p: dir({ h: dir({ n: linkTo('../../q/t') }) }), q: dir({ t: dir() }) }, ONE)
    expect(inspect(w.homes, w.required, { equality: 'resolved' })).toEqual([])
    expect(inspect(w.homes, w.required, { equality: 'exact' }).map(({ code }) => code)).toEqual([
      'divergent-link',
    ])
    expect(inspect(w.homes, w.required).map(({ code }) => code)).toEqual(['divergent-link'])
  })
})

describe('a plan', () => {
  it('names a target that is made as a parent by its own link', async () => {
    const links = [
      { name: 'deep', target: 'q/t' },
      { name: 'n', target: 'q' },
    ]
    await using w = await world({}, { homes: ['h'], links })
    const [outer] = plan(w.homes, w.required).made
    expect(outer).toEqual({ role: 'target', path: w.path('q'), home: null, name: 'n', target: w.path('q') })
  })

  it('counts homes and links, and lists what would be made with its home and link', async () => {
    await using w = await world({}, ONE)
    const { homes, links, made, findings } = plan(w.homes, w.required)
    expect({ homes, links, findings }).toEqual({ homes: 1, links: 1, findings: [] })
    expect(made[0]).toEqual({
      ...{ role: 'parent', path: w.path('q'), home: null, name: 'n', target: w.path('q/t') },
    })
  })
})

import { describe, expect, it } from 'vitest'
import { dir, file, linkTo, type Tree, world } from '../../../fixtures/index.ts'
import { plan } from '../../../src/reconciler/api.ts'
import type { Finding } from '../../../src/reconciler/finding.ts'

const ONE = { homes: ['p/h'], links: [{ name: 'n', target: 'q/t' }] }
const right = { p: dir({ h: dir() }), q: dir({ t: dir() }) }

interface Case {
  readonly state: string
  readonly tree: Tree
  /** Without the path, and without the properties that every finding of its kind has. */
  readonly finding: Pick<Finding, 'code' | 'role' | 'there'> & { readonly path: string }
}

const CASES: readonly Case[] = [
  {
    state: 'a home is a file',
    tree: { ...right, p: dir({ h: file('x') }) },
    finding: { code: 'home-not-directory', role: 'home', path: 'p/h', there: { kind: 'file' } },
  },
  {
    state: 'a home leads nowhere',
    tree: { ...right, p: dir({ h: linkTo('gone') }) },
    finding: {
      ...{ code: 'home-not-directory', role: 'home', path: 'p/h' },
      there: { kind: 'symlink', text: 'gone', leadsTo: 'nothing' },
    },
  },
  {
    state: 'a parent of a home is a file',
    tree: { ...right, p: file('x') },
    finding: { code: 'parent-not-directory', role: 'parent', path: 'p', there: { kind: 'file' } },
  },
  {
    state: 'a parent of a target leads nowhere',
    tree: { ...right, q: linkTo('gone') },
    finding: {
      ...{ code: 'parent-not-directory', role: 'parent', path: 'q' },
      there: { kind: 'symlink', text: 'gone', leadsTo: 'nothing' },
    },
  },
  {
    state: 'a target is a file',
    tree: { ...right, q: dir({ t: file('x') }) },
    finding: { code: 'target-not-directory', role: 'target', path: 'q/t', there: { kind: 'file' } },
  },
  {
    state: 'a target leads to a file',
    tree: { ...right, q: dir({ t: linkTo('f'), f: file('x') }) },
    finding: {
      ...{ code: 'target-not-directory', role: 'target', path: 'q/t' },
      there: { kind: 'symlink', text: 'f', leadsTo: 'file' },
    },
  },
  {
    state: 'a target leads nowhere',
    tree: { ...right, q: dir({ t: linkTo('gone') }) },
    finding: {
      ...{ code: 'target-dangling', role: 'target', path: 'q/t' },
      there: { kind: 'symlink', text: 'gone', leadsTo: 'nothing' },
    },
  },
  {
    state: 'a target leads to itself',
    tree: { ...right, q: dir({ t: linkTo('t') }) },
    finding: {
      ...{ code: 'target-dangling', role: 'target', path: 'q/t' },
      there: { kind: 'symlink', text: 't', leadsTo: 'a loop' },
    },
  },
  {
    state: 'a link leads elsewhere',
    tree: { ...right, p: dir({ h: dir({ n: linkTo('..') }) }) },
    finding: {
      ...{ code: 'divergent-link', role: 'link', path: 'p/h/n' },
      there: { kind: 'symlink', text: '..', leadsTo: 'directory' },
    },
  },
  {
    state: 'a directory stands where a link belongs',
    tree: { ...right, p: dir({ h: dir({ n: dir() }) }) },
    finding: { code: 'blocked-link', role: 'link', path: 'p/h/n', there: { kind: 'directory' } },
  },
]

describe.each(CASES)('when $state', ({ tree, finding }) => {
  it('is one finding, with the entry at its path and its home and link', async () => {
    await using w = await world(tree, ONE)
    const [home, target] = [w.path('p/h'), w.path('q/t')]
    const isOfTarget = finding.path.startsWith('q')
    const whose = {
      home: isOfTarget ? null : home,
      name: isOfTarget || finding.role === 'link' ? 'n' : null,
      target: isOfTarget || finding.role === 'link' ? target : null,
    }
    expect(plan(w.homes, w.required).findings).toEqual([{ ...finding, ...whose, path: w.path(finding.path) }])
  })
})

import { expect, it } from 'vitest'
import { pathOfLink, tidied } from '../../../src/reconciler/path.ts'

it.each([
  ['/', '/'],
  ['//', '/'],
  ['/./', '/'],
  ['/a', '/a'],
  ['/a/', '/a'],
  ['//a', '/a'],
  ['/a//b', '/a/b'],
  ['/a/./b', '/a/b'],
  ['/a/.', '/a'],
  ['/a//b/./', '/a/b'],
  ['/.a/b./..c', '/.a/b./..c'],
  ['/a/../b', '/a/../b'],
  ['/a//../b', '/a/../b'],
])('%s is tidied to %s', (path, tidy) => {
  expect(tidied(path)).toBe(tidy)
})

it.each([
  ['/', '/n'],
  ['/h', '/h/n'],
  ['/h/', '/h/n'],
  ['/h/./', '/h/n'],
])('the link of the home %s stands at %s', (home, path) => {
  expect(pathOfLink(home, 'n')).toBe(path)
})

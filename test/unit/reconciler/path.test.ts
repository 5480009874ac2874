import { expect, it } from 'vitest'
import { cleanPath, entryPath } from '../../../src/reconciler/path.ts'

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
])('%s is cleaned to %s', (path, tidy) => {
  expect(cleanPath(path)).toBe(tidy)
})

it.each([
  ['/', '/n'],
  ['/h', '/h/n'],
  ['/h/', '/h/n'],
  ['/h/./', '/h/n'],
])('the path of the link of home %s is %s', (home, path) => {
  expect(entryPath(cleanPath(home), 'n')).toBe(path)
})

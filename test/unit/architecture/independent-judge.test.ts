import { readdirSync, readFileSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))

// Code that runs: `import type` says nothing at run time, and a mistake in a type cannot hide in a verdict.
const IMPORT = /(?:^(?:import|export)\s+(?!type\b)(?:[^'";]*?\sfrom\s+)?|\bimport\()'(\.[^']+)'/gmu

test('the judge never runs any of the reconciler, so that one mistake cannot hide in both', () => {
  expect(reachedFrom('src/laws').filter(path => path.startsWith('src/reconciler/'))).toEqual([])
})

test('the judge stands on the comparison and on the fixtures, and on nothing else', () => {
  const folders = reachedFrom('src/laws').map(path => dirname(path))
  expect([...new Set(folders)].sort()).toEqual([
    ...['fixtures', 'fixtures/disk', 'fixtures/schema', 'fixtures/text', 'src/damage'],
    ...['src/laws', 'src/laws/under-trouble', 'src/laws/wording', 'src/observation'],
  ])
})

test('the search finds imports where there are some', () => {
  expect(reachedFrom('src/subjects')).toContain('src/reconciler/perform.ts')
})

/** Every file that a folder's files import, over any number of others, and those files themselves. */
function reachedFrom(folder: string): string[] {
  const reached = new Set<string>()
  const left = readdirSync(`${ROOT}${folder}`, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.ts'))
    .map(name => `${folder}/${name}`)
  for (let path = left.pop(); path !== undefined; path = left.pop()) {
    if (reached.has(path)) continue
    reached.add(path)
    for (const [, specifier = ''] of readFileSync(`${ROOT}${path}`, 'utf8').matchAll(IMPORT)) {
      left.push(relative(ROOT, resolve(ROOT, dirname(path), specifier)))
    }
  }
  return [...reached].sort()
}

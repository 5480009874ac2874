import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const FILES = ['fixtures', 'src', 'matchers'].flatMap(filesIn)

const MOST_LINES = 300
const MOST_FILES = 15

/** Folders that may hold more files, each with its reason. */
const LARGER_FOLDERS: Readonly<Record<string, string>> = {
  'src/laws': 'one file a law, and there are 18 laws',
  matchers: 'one file a matcher, beside the entry points that users import',
}

test(`no file has more than ${MOST_LINES} lines`, () => {
  const long = FILES.filter(path => readFileSync(path, 'utf8').trimEnd().split('\n').length > MOST_LINES)
  expect(long).toEqual([])
})

test(`no folder holds more than ${MOST_FILES} files`, () => {
  const counts = new Map<string, number>()
  for (const path of FILES) {
    const folder = path.slice(0, path.lastIndexOf('/'))
    counts.set(folder, (counts.get(folder) ?? 0) + 1)
  }
  const crowded = [...counts].filter(([folder, count]) => count > MOST_FILES && !(folder in LARGER_FOLDERS))
  expect(crowded).toEqual([])
})

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => /\.(?:ts|py)$/.test(name))
    .map(name => `${folder}/${name}`)
}

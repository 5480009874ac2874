import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import * as fixtures from '../../fixtures/index.ts'
import * as fixturesForVitest from '../../fixtures/vitest.ts'
import * as matchers from '../../matchers/index.ts'
import * as reconciler from '../../src/index.ts'
import * as properties from '../../src/properties/index.ts'
import * as propertiesForVitest from '../../src/properties/vitest.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const PROJECT = `${ROOT}node_modules/.cache/vitest-shared-links/examples-${process.pid}`

/** Constants that explain themselves. */
const WITHOUT_EXAMPLE = ['DEFAULT_DEPLOYMENT', 'DEFAULT_SHARED_ROOT']
const PUBLIC = [fixtures, fixturesForVitest, matchers, reconciler, properties, propertiesForVitest]
  .flatMap(entry => Object.keys(entry))
  .filter(name => !WITHOUT_EXAMPLE.includes(name))

/** Each example's code, by the name of the export that it documents. */
const EXAMPLES = new Map(
  [
    'fixtures',
    'matchers',
    'src/damage',
    'src/gate',
    'src/laws',
    'src/properties',
    'src/reconciler',
    'src/subjects',
  ]
    .flatMap(sourcesIn)
    .flatMap(examplesIn),
)

afterAll(() => rmSync(PROJECT, { recursive: true, force: true }))

test('every public export has an example', () => {
  expect(PUBLIC.filter(name => !EXAMPLES.has(name))).toEqual([])
})

test('every example of a public export compiles', () => {
  mkdirSync(PROJECT, { recursive: true })
  writeFileSync(
    `${PROJECT}/tsconfig.json`,
    JSON.stringify({
      extends: `${ROOT}tsconfig.json`,
      compilerOptions: { noUnusedLocals: false, types: ['node'] },
      include: ['*.ts'],
      exclude: [],
    }),
  )
  for (const name of PUBLIC) writeFileSync(`${PROJECT}/${name}.ts`, moduleOf(EXAMPLES.get(name) ?? ''))
  const { stdout } = spawnSync(
    process.execPath,
    [`${ROOT}node_modules/typescript/bin/tsc`, '-p', `${PROJECT}/tsconfig.json`],
    { cwd: PROJECT, encoding: 'utf8' },
  )
  expect(stdout).toBe('')
})

/** An example as a module, with everything public at hand, and a world `w` whose root is `root`. */
function moduleOf(code: string): string {
  const lines = code.split('\n').filter(line => !line.startsWith('import '))
  return [
    `import '${ROOT}matchers/vitest.ts'`,
    `import { rmSync, writeFileSync } from 'node:fs'`,
    `import { expect } from 'vitest'`,
    `import { absent, dir, fifo, file, hardLinkTo, linkTo, printTree, snapshot, socket, tempDir, treeSerializer, usual, type World, world } from '${ROOT}fixtures/index.ts'`,
    `import { test } from '${ROOT}fixtures/vitest.ts'`,
    `import { MatcherError } from '${ROOT}matchers/vitest.ts'`,
    `import { actualOf, ensureForAccount, ensureForAccounts, expectedOf, inspect, messageOf, plan, RequestError, remedyOf, requiredShared, SharedLinksError, validateAll } from '${ROOT}src/index.ts'`,
    `import fc from 'fast-check'`,
    `import { command, compare, DEFAULT_DEPLOYMENT, fixedStates, fn, GateError, hasPermissions, judge, LAW_IDS, LAWS, lawOf, port, reconcile, script, smallStates, violationText, worlds, worldsOf } from '${ROOT}src/properties/index.ts'`,
    `import { describeLaws } from '${ROOT}src/properties/vitest.ts'`,
    'declare const w: World',
    'declare const root: string',
    'async function example() {',
    ...lines,
    '}',
  ].join('\n')
}

function sourcesIn(folder: string): string[] {
  return readdirSync(`${ROOT}${folder}`, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.ts'))
    .map(name => `${ROOT}${folder}/${name}`)
}

function examplesIn(path: string): [name: string, code: string][] {
  const documented = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\nexport (?:async )?(?:function\*?|const|class) (\w+)/gu
  return [...readFileSync(path, 'utf8').matchAll(documented)].flatMap(
    ([, comment = '', name = '']): [string, string][] => {
      const example = /@example((?:(?!\n \* @)[\s\S])*)/u.exec(comment)?.[1]
      return example === undefined ? [] : [[name, example.replaceAll(/^ \* ?/gmu, '')]]
    },
  )
}

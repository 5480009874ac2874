import { lstatSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { type Consumer, makeConsumer } from './consumer.ts'

const LICENCES = ['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0']
const MOST_PACKAGES = 22
const MOST_MEGABYTES = 9

let consumer: Consumer
beforeAll(async () => {
  consumer = await makeConsumer([])
})
afterAll(() => consumer?.remove())

test.each([
  ['publint', 'publint/src/cli.js', ['--strict']],
  ['are the types wrong', '@arethetypeswrong/cli/dist/index.js', ['--profile', 'esm-only']],
])('%s finds nothing', async (_, program, flags) => {
  const words = [
    fileURLToPath(new URL(`../../node_modules/${program}`, import.meta.url)),
    inject('tarball'),
    ...flags,
  ]
  const { status, stdout, stderr } = await consumer.run(process.execPath, words)
  expect({ status, output: stdout + stderr }).toMatchObject({ status: 0 })
})

test('each installed package has a licence that asks for no more than a notice', () => {
  const licences = installed().map(path => [path, manifestOf(path).license] as const)
  expect(licences.filter(([, licence]) => !LICENCES.includes(String(licence)))).toEqual([])
})

test('an install stays small', () => {
  const packages = installed()
  const megabytes = bytesIn(`${consumer.path}/node_modules`) / 1e6
  console.log(`an install has ${packages.length} packages, ${megabytes.toFixed(1)} MB`)
  expect(packages).not.toHaveLength(0)
  expect(packages.length).toBeLessThanOrEqual(MOST_PACKAGES)
  expect(megabytes).toBeLessThanOrEqual(MOST_MEGABYTES)
})

/** Returns the path of each installed package. */
function installed(): string[] {
  const lock: { readonly packages: object } = JSON.parse(
    readFileSync(`${consumer.path}/node_modules/.package-lock.json`, 'utf8'),
  )
  return Object.keys(lock.packages)
}

function manifestOf(path: string): { readonly license?: unknown } {
  return JSON.parse(readFileSync(`${consumer.path}/${path}/package.json`, 'utf8'))
}

function bytesIn(directory: string): number {
  const sizes = readdirSync(directory, { recursive: true, encoding: 'utf8' }).map(
    name => lstatSync(`${directory}/${name}`).size,
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}

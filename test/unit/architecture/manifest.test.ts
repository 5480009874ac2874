import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { absoluteLinks } from '../../../.ci/absolute-links.ts'

const README = readFileSync('README.md', 'utf8')
const MANIFEST: Readonly<Record<string, unknown>> = JSON.parse(readFileSync('package.json', 'utf8'))

test('the README names every version of Node and of vitest that the manifest allows', () => {
  expect(MANIFEST['engines']).toEqual({ node: '^20.19.0 || ^22.12.0 || >=24.0.0' })
  expect(README.match(/Node 20\.19\+, 22\.12\+ or 24\+/gu)).toHaveLength(2)
  expect(MANIFEST['peerDependencies']).toEqual({ vitest: '^3.2.0 || ^4.0.0 || ^5.0.0' })
  expect(README).toContain('vitest 3.2, 4 or 5')
})

test('npm installs the package on any platform, since a colleague’s may not be supported', () => {
  expect(MANIFEST).not.toHaveProperty('os')
})

test('each relative link of the README leads to a file or directory', () => {
  const links = [...README.matchAll(/\]\((?!https?:|#)([^)#]+)/gu)].map(([, link]) => link ?? '')
  expect(links.length).toBeGreaterThan(0)
  expect(links.filter(link => !existsSync(link))).toEqual([])
})

test('a release makes each relative link of the README absolute, and leaves the others as they are', () => {
  expect(
    absoluteLinks('[a](docs/a.md#b), [c](https://c.example), [d](#d)', 'https://e.example/blob/v1'),
  ).toBe('[a](https://e.example/blob/v1/docs/a.md#b), [c](https://c.example), [d](#d)')
  expect(absoluteLinks(README, 'https://e.example')).not.toMatch(/\]\((?!https:|#)/u)
})

import { mkdirSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Deployment } from '../../../../fixtures/deployment.ts'
import { build } from '../../../../fixtures/disk/build.ts'
import { canExist } from '../../../../fixtures/disk/flat-tree.ts'
import { tempDir } from '../../../../fixtures/temp/temp-dir.ts'
import { deploymentProblems } from '../../../../src/gate/options/deployment.ts'
import { worldsFor } from '../../../../src/gate/search/worlds.ts'
import { port } from '../../../../src/subjects/port/port.ts'
import type { Subject } from '../../../../src/subjects/subject.ts'

const NAMES = ['todos', 'settings.json', 'history.jsonl', 'CLAUDE.md', '.bashrc', '.ssh', 'old', 'projects']
const HOMES = ['.', '.claude', '.claude/inner', 'a', '.ssh', 'old', 'notes.txt', ...NAMES.slice(0, 2)]
const TARGETS = ['.bashrc', '.claude/shared', 'a/shared', '.claude/projects', 'old', 'a-real', 'shared']

const deployments: fc.Arbitrary<Deployment> = fc
  .record({
    homes: fc.uniqueArray(fc.constantFrom(...HOMES), { minLength: 1, maxLength: 2 }),
    links: fc.uniqueArray(
      fc.record({ name: fc.constantFrom(...NAMES), target: fc.constantFrom(...TARGETS) }),
      { minLength: 1, maxLength: 2, selector: ({ name }) => name },
    ),
  })
  .filter(deployment => deploymentProblems(deployment).length === 0)

describe('every world of an odd deployment', () => {
  const subject: Subject = { ...port('never run', () => {}), kind: 'command' }
  const specsOf = (deployment: Deployment) =>
    worldsFor(subject, { deployment, numRuns: 20, seed: 1, sample: null })

  test('can exist', () => {
    fc.assert(
      fc.property(deployments, deployment => {
        const specs = specsOf(deployment)
        expect(specs.length).toBeGreaterThan(50)
        expect(specs.filter(({ tree }) => !canExist(tree))).toEqual([])
      }),
      { numRuns: 8 },
    )
  })

  test.each([
    ['a link called todos', { homes: ['.claude'], links: [{ name: 'todos', target: 'shared' }] }],
    ['a target in a home', { homes: ['.claude'], links: [{ name: 'projects', target: '.claude/shared' }] }],
    ['a home that is the root', { homes: ['.'], links: [{ name: '.claude', target: 'shared/claude' }] }],
    [
      'a home that is the root, and one in it',
      { homes: ['.', 'work'], links: [{ name: 'projects', target: '.shared/projects' }] },
    ],
    ['a target called .bashrc', { homes: ['a'], links: [{ name: 'projects', target: '.bashrc' }] }],
  ])('can be built: %s', async (_, deployment) => {
    await using temp = await tempDir()
    for (const [i, { tree }] of specsOf(deployment).entries()) {
      const root = `${temp.path}/${i}`
      mkdirSync(root)
      expect(() => build(root, tree, { tempPath: temp.path, seenAs: root })).not.toThrow()
    }
  })
})

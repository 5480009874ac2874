import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { requestIn } from '../../../../fixtures/deployment.ts'
import { build } from '../../../../fixtures/disk/build.ts'
import { dir, fifo, file, linkTo, type Tree, world } from '../../../../fixtures/index.ts'
import { smallStates } from '../../../../fixtures/states/small-states.ts'
import { hasPermissions } from '../../../../fixtures/states/world-spec.ts'
import { tempDir } from '../../../../fixtures/temp/temp-dir.ts'
import { type Captured, capturedMachine } from '../../../../src/cli/capture/captured-machine.ts'
import { machineWorld } from '../../../../src/gate/machines/machine-world.ts'

const HOMES = ['a', 'b']
const LINKS = [
  { name: 'projects', target: 'shared/projects' },
  { name: 'settings.json', target: 'shared/settings.json', kind: 'file' },
] as const

async function captured(tree: Tree): Promise<Captured> {
  await using w = await world(tree)
  return capturedMachine(requestIn(w.root, { homes: HOMES, links: LINKS }))
}

/** Returns the tree of a captured machine as the gate builds it, with the text of each link, and the type of each other entry. */
function rebuilt({ machine }: Captured): Record<string, string> {
  const read = machineWorld(machine, { homes: HOMES, links: LINKS })
  if ('problems' in read) throw new Error(read.problems.join('\n'))
  return Object.fromEntries(
    [...read.spec.tree].map(([path, entry]) => [path, entry.type === 'link' ? entry.text : entry.type]),
  )
}

describe('a captured machine', () => {
  test('has the homes, targets and links, and other names in place of all others', async () => {
    const tree = {
      a: dir({
        projects: dir({ 'acme-merger.jsonl': file('a secret') }),
        'projects.bak': linkTo('{root}/old/stuff'),
        'settings.json': linkTo('../shared/settings.json'),
        '.alice notes.md': file('x'),
      }),
      b: linkTo('{root}/elsewhere/'),
      shared: dir({
        projects: dir({ 'acme-merger.jsonl': file('b') }, { mode: 0o750 }),
        'settings.json': fifo(),
      }),
      old: dir({ stuff: dir({ x: file('y') }) }),
    }
    const found = await captured(tree)
    expect(rebuilt(found)).toEqual({
      a: 'dir',
      'a/.n1 .md': 'file',
      'a/projects': 'dir',
      'a/projects.bak': '{root}/captured-elsewhere/1',
      'a/settings.json': '../shared/settings.json',
      'a/projects/n2.jsonl': 'file',
      b: '{root}/captured-elsewhere/2/',
      shared: 'dir',
      'shared/projects': 'dir',
      'shared/projects/n2.jsonl': 'file',
      'shared/settings.json': 'fifo',
      'captured-elsewhere': 'dir',
      'captured-elsewhere/1': 'dir',
      'captured-elsewhere/1/n3': 'file',
    })
    expect(JSON.stringify(found)).not.toMatch(/acme|alice|secret|stuff|vsl/u)
    expect(found.machine.targets[0]?.entries[0]).toEqual({ path: '', type: 'dir', mode: 0o750 })
  })

  test('is empty where nothing stands', async () => {
    expect((await captured({})).machine).toEqual({
      version: 1,
      homes: [[], []],
      targets: [
        { link: 'projects', entries: [] },
        { link: 'settings.json', entries: [] },
      ],
      elsewhere: [],
    })
  })

  test('folds many entries alike into a few, and says how many there are', async () => {
    await using w = await world({ a: dir({ projects: dir() }) })
    for (let i = 0; i < 3000; i += 1) writeFileSync(w.path(`a/projects/${i}.jsonl`), '')
    mkdirSync(w.path('a/projects/deep'))
    symlinkSync('nowhere', w.path('a/projects/link'))
    const { machine } = capturedMachine(requestIn(w.root, { homes: HOMES, links: LINKS }))
    const [home = []] = machine.homes
    expect(home.map(({ path, type }) => `${type} ${path}`)).toEqual([
      'dir ',
      'dir projects',
      'file projects/n1.jsonl',
      'file projects/n2.jsonl',
      'dir projects/n3',
      'link projects/n4',
    ])
    expect(home[1]).toMatchObject({ more: 2998 })
  })

  test('shows each small state as it is', async () => {
    await using temp = await tempDir()
    const states = smallStates().filter(spec => spec.states !== undefined && !hasPermissions(spec))
    expect(states.length).toBeGreaterThan(100)
    for (const [i, spec] of states.entries()) {
      const { home: homeState, target, link } = spec.states ?? { home: '', target: '', link: '' }
      const root = `${temp.path}/${i}`
      mkdirSync(root)
      build(root, spec.tree, { tempPath: temp.path, seenAs: root })
      const { machine } = capturedMachine(requestIn(root, spec.deployment))
      const read = machineWorld(machine, spec.deployment)
      if ('problems' in read) throw new Error(`${homeState} ${target} ${link}: ${read.problems.join()}`)
      const [home = ''] = spec.deployment.homes
      const [{ name, target: at } = { name: '', target: '' }] = spec.deployment.links
      for (const path of [home, `${home}/${name}`, at]) {
        const [was, is] = [spec.tree.get(path), read.spec.tree.get(path)]
        const types = [was?.type === 'hard-link' ? 'file' : was?.type, is?.type]
        expect(types[1], `${path} where ${homeState}, ${target}, ${link}`).toBe(types[0])
      }
      const right = `{root}/${at}`
      const [was, is] = [spec.tree.get(`${home}/${name}`), read.spec.tree.get(`${home}/${name}`)]
      if (was?.type === 'link' && is?.type === 'link') expect(is.text === right).toBe(was.text === right)
    }
  })
})

test('no name and no content appears in what is captured', async () => {
  const secret = fc.stringMatching(/^[a-z]{6,12}$/u).map(word => `zq${word}`)
  const part = fc.tuple(
    fc.constantFrom('', '.', '-', 'my '),
    secret,
    fc.constantFrom('', '.jsonl', '~', '.bak', '.pem'),
  )
  const name = part.map(parts => parts.join(''))
  const entry = fc.oneof(
    secret.map(text => file(text)),
    name.map(one => linkTo(`{root}/${one}/${one}`)),
    name.map(one => linkTo(`../${one}`)),
    fc
      .dictionary(
        name,
        secret.map(text => file(text)),
        { maxKeys: 3 },
      )
      .map(entries => dir(entries)),
  )
  const entries = fc.dictionary(fc.oneof(name, fc.constantFrom('projects', 'settings.json')), entry, {
    maxKeys: 6,
  })
  await fc.assert(
    fc.asyncProperty(entries, entries, async (one, other) => {
      const found = await captured({ a: dir(one), shared: dir({ projects: dir(other) }) })
      expect(JSON.stringify(found.machine)).not.toContain('zq')
    }),
    { numRuns: 60, seed: 1 },
  )
})

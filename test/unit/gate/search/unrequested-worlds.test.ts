import { describe, expect, test } from 'vitest'
import { DEFAULT_DEPLOYMENT } from '../../../../fixtures/deployment.ts'
import { manualLinkWorlds } from '../../../../fixtures/states/manual-links.ts'
import { unrequestedEntryWorlds } from '../../../../fixtures/states/unrequested-entries.ts'
import { usedHomeWorlds } from '../../../../fixtures/states/used-homes.ts'
import { tempDir } from '../../../../fixtures/temp/temp-dir.ts'
import { file, linkTo } from '../../../../fixtures/tree.ts'
import { harnessFor } from '../../../../src/experiments/harness.ts'
import { judgeWorlds } from '../../../../src/gate/judge-worlds.ts'
import { unrequestedWorlds } from '../../../../src/gate/search/unrequested-worlds.ts'
import type { Step } from '../../../../src/observation/step.ts'
import { type PortProvision, port } from '../../../../src/subjects/port/port.ts'
import type { PortFs } from '../../../../src/subjects/port/port-fs.ts'
import { gateOptions, lawIn, ONE } from '../../../judging/gate.ts'
import { lookedAt } from '../../../reconcilers/broken-ports.ts'
import { linkOrRefuse } from '../../../reconcilers/every-link.ts'
import { movesAside } from '../../../reconcilers/right-ports.ts'

/** What is done besides, with a root, after all links are made or refused. */
type Also = (root: string, fs: PortFs) => Promise<unknown>

function alsoDoing(also: Also): PortProvision {
  return async (homes, required, root, fs) => {
    const failed: unknown[] = []
    for (const home of homes) {
      for (const { name, target } of required) {
        await fs.mkdir(home, { recursive: true, mode: 0o700 })
        await fs.mkdir(target, { recursive: true, mode: 0o700 })
        await linkOrRefuse(`${home}/${name}`, target, fs).catch(error => failed.push(error))
      }
    }
    await also(root, fs)
    if (failed.length > 0) throw new Error(failed.join('\n'))
  }
}

/** What is said of `keeps-data`, over homes that are lived in and what follows from them. */
async function keepsData(provision: PortProvision): Promise<string> {
  await using temp = await tempDir()
  const { laws } = await judgeWorlds(
    harnessFor(temp, port('it', provision), gateOptions()),
    usedHomeWorlds(ONE),
    {
      ...{ level: 'safe', laws: ['keeps-data'], waivers: new Map(), seed: 1 },
      onProgress: () => {},
    },
  )
  const { verdict, counterexample } = lawIn({ laws }, 'keeps-data')
  return counterexample?.summary ?? verdict
}

/** Where the worlds that follow have something that those before them had not. */
async function soughtBy(also: Also, changes: readonly Step[] = []): Promise<string[]> {
  await using temp = await tempDir()
  const harness = harnessFor(temp, port('it', alsoDoing(also)), gateOptions())
  const bases = usedHomeWorlds(ONE)
  const worlds = await unrequestedWorlds(
    harness,
    bases.map(spec => ({ spec, changes })),
  )
  const known = new Set(
    [...bases, ...unrequestedEntryWorlds(ONE), ...manualLinkWorlds(ONE)].flatMap(({ tree }) => [
      ...tree.keys(),
    ]),
  )
  return worlds.flatMap(({ tree }) => [...tree.keys()].filter(path => !known.has(path)))
}

describe('what nobody speaks of in the request is lost by who', () => {
  test('removes every home that it does not know', async () => {
    const also: Also = async (root, fs) => {
      for (const name of await fs.readdir(root))
        if (/^a\d+$/.test(name)) await fs.rm(`${root}/${name}`, { recursive: true })
    }
    expect(await keepsData(alsoDoing(also))).toMatch(
      /^`a2\/projects\/only.jsonl` \(\d+ bytes\) was destroyed/,
    )
  })

  test('unlinks what it does not know in a home', async () => {
    const also: Also = async (root, fs) => {
      for (const name of await fs.readdir(`${root}/a`)) {
        const there = await lookedAt(`${root}/a/${name}`, fs)
        if (name !== 'projects' && typeof there === 'object') await fs.unlink(`${root}/a/${name}`)
      }
    }
    expect(await keepsData(alsoDoing(also))).toMatch(/^`shared-other\/only.jsonl` .* was orphaned/)
  })

  test('clears an older place of the data', async () => {
    const also: Also = (root, fs) => fs.rm(`${root}/.local/share/projects`, { recursive: true, force: true })
    expect(await keepsData(alsoDoing(also))).toMatch(
      /^`.local\/share\/projects\/only.jsonl` .* was destroyed/,
    )
  })
})

describe('and is safe with who', () => {
  test.each<[string, PortProvision]>([
    ['moves a directory aside', movesAside],
    [
      'takes over an older place of the data',
      alsoDoing(async (root, fs) => {
        const older = `${root}/.local/share/projects`
        const names = (await lookedAt(older, fs)) === 'a directory' ? await fs.readdir(older) : []
        for (const name of names) await fs.link(`${older}/${name}`, `${root}/shared/older-${name}`)
        for (const name of names) await fs.unlink(`${older}/${name}`)
      }),
    ],
    [
      'links in homes that are not asked for, where nothing stands',
      alsoDoing(async (root, fs) => {
        for (const name of await fs.readdir(root))
          if (/^a\d+$/.test(name))
            await fs.symlink(`${root}/shared`, `${root}/${name}/projects`).catch(() => {})
      }),
    ],
    [
      'clears what is there for the moment',
      alsoDoing((root, fs) => fs.rm(`${root}/.cache/links`, { recursive: true, force: true })),
    ],
  ])('%s', async (_, provision) => {
    expect(await keepsData(provision)).toBe('held')
  })
})

describe('which names are sought', () => {
  test('those at which nothing stands, with all that leads there', async () => {
    const found = await soughtBy(async (root, fs) => {
      await lookedAt(`${root}/older/place`, fs)
      await lookedAt(`${root}/.bashrc`, fs)
      await lookedAt(`${root}/.bashrc/no`, fs).catch(() => {})
    })
    expect(found).toEqual(['older', 'older/place', 'older/place/only.jsonl'])
  })

  test('those that are taken away, and not those that are made or are new in each run', async () => {
    const found = await soughtBy(async (root, fs) => {
      await fs.unlink(`${root}/lock`).catch(() => {})
      await fs.mkdir(`${root}/own`)
      await fs.rmdir(`${root}/own`)
      await lookedAt(`${root}/own/inside`, fs)
      await lookedAt(`${root}/chance-${Math.random()}`, fs)
    })
    expect(found).toEqual(['lock', 'lock/only.jsonl'])
  })

  test('none that is made in another world, nor what lies in it', async () => {
    const also: Also = async (root, fs) => {
      for (const path of ['a/job', 'a/job/deeper', 'a/joblike']) await lookedAt(`${root}/${path}`, fs)
    }
    const made = { call: 'mkdir', kind: 'make', path: 'a/job', to: null, by: '' } as const
    const found = await soughtBy(also, [made])
    expect(found.filter(path => path.endsWith('.jsonl'))).toEqual(['a/joblike/only.jsonl'])
  })

  test('none of what is asked for, and none in it but where it is a directory', async () => {
    const found = await soughtBy(async (root, fs) => {
      for (const path of ['a/projects', 'a/projects/x', 'shared', 'shared/x'])
        await lookedAt(`${root}/${path}`, fs).catch(() => {})
    })
    expect(found.filter(path => path.endsWith('jsonl'))).toEqual([
      'shared/x/only.jsonl',
      'a/projects/x/only.jsonl',
    ])
  })
})

describe('targets and homes that are one another', () => {
  const treesOf = (homes: readonly string[]) =>
    manualLinkWorlds({ ...ONE, homes }).map(({ tree }) =>
      Object.fromEntries([...tree].filter(([, { type }]) => type !== 'dir')),
    )

  test('with one home, the target is its own directory', () => {
    expect(treesOf(['a'])).toEqual([
      { 'a/projects/only.jsonl': file('the only copy of a/projects\n'), shared: linkTo('{root}/a/projects') },
    ])
  })

  test('with two, the one home or the other has it, or the second is the first', () => {
    expect(treesOf(['a', 'b'])).toEqual([
      { 'a/projects/only.jsonl': file('the only copy of a/projects\n'), shared: linkTo('{root}/a/projects') },
      { 'b/projects/only.jsonl': file('the only copy of b/projects\n'), shared: linkTo('{root}/b/projects') },
      { 'a/projects/only.jsonl': file('the only copy of a/projects\n'), b: linkTo('{root}/a') },
    ])
  })

  test('are lost by who removes what is the same in both', async () => {
    const merges: PortProvision = async ([home = ''], [link], _root, fs) => {
      const [path, target] = [`${home}/${link?.name}`, link?.target ?? '']
      await fs.mkdir(target, { recursive: true })
      if ((await lookedAt(path, fs)) !== 'a directory') throw new Error(`${path} is no directory`)
      for (const name of await fs.readdir(path)) {
        const other = await fs.readFile(`${target}/${name}`).catch(() => null)
        if (other?.equals(await fs.readFile(`${path}/${name}`))) await fs.unlink(`${path}/${name}`)
      }
    }
    expect(await keepsData(merges)).toMatch(/^`a\/projects\/only.jsonl` \(\d+ bytes\) was destroyed/)
  })
})

describe('strangers', () => {
  test('are called as what is asked for is, and lie beside it', () => {
    const [volatileNames, right] = unrequestedEntryWorlds(DEFAULT_DEPLOYMENT)
    const first = DEFAULT_DEPLOYMENT.homes[0] ?? ''
    for (const spec of [volatileNames, right]) {
      expect(spec?.tree.get('.claude-compte3/projects/only.jsonl')).toEqual(
        file("somebody's .claude-compte3/projects/only.jsonl\n"),
      )
      const elsewhere = linkTo('{root}/.claude-other-projects-shared')
      expect(spec?.tree.get('.claude-compte4/projects')).toEqual(elsewhere)
      expect(spec?.tree.get(`${first}/other-projects`)).toEqual(elsewhere)
      expect(spec?.tree.has('.claude-other-projects-shared/only.jsonl')).toBe(true)
    }
    expect(volatileNames?.tree.has(`${first}/projects`)).toBe(false)
    expect(right?.tree.get(`${first}/projects`)).toEqual(linkTo('{root}/.claude-projects-shared'))
  })

  test.each([
    [['a'], ['a2', 'a3']],
    [
      ['a', 'ab'],
      ['ab2', 'ab3'],
    ],
    [
      ['h7', 'h9'],
      ['h10', 'h11'],
    ],
    [['users/1'], ['users/2', 'users/3']],
  ])('of the homes %j are %j', (homes, others) => {
    const [spec] = unrequestedEntryWorlds({ ...ONE, homes })
    for (const home of others) expect(spec?.tree.get(home)).toEqual({ type: 'dir' })
  })
})

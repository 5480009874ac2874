import { describe, expect, test } from 'vitest'
import { errnoOf } from '../../../fixtures/disk/errno.ts'
import { tempDir } from '../../../fixtures/temp/temp-dir.ts'
import { dir, file, type Tree } from '../../../fixtures/tree.ts'
import { tryTroubles } from '../../../src/experiments/troubles/try-troubles.ts'
import { faultSafe } from '../../../src/laws/fault-safe.ts'
import type { PortProvision } from '../../../src/subjects/port/port.ts'
import { harnessAndSpec, testLawUnderTrouble } from '../../judging/ports-under-trouble.ts'
import { DIVERGENT, LIVE_DIRECTORY, RIGHT, RIGHT_WITH_DATA } from '../../judging/trees.ts'
import {
  ignoresFailures,
  lookedAt,
  movesAwayAndBack,
  movesTargetAwayAndBack,
  notesTooEarly,
  removesFirst,
  takesUnreadableForAbsent,
  triesThrice,
  unlinksThenLinks,
  usesOneTempName,
} from '../../reconcilers/broken-ports.ts'
import { goOriginalPort } from '../../reconcilers/go-original-port.ts'
import {
  linksAtOnce,
  linksWhatItCannotSee,
  looksAgain,
  movesAside,
  movesOverDevices,
  refusesAll,
  renamesOverRight,
} from '../../reconcilers/right-ports.ts'

describe('accuses', () => {
  testLawUnderTrouble(faultSafe, [
    {
      it: 'one that reports success though a directory could not be made',
      in: {},
      by: ignoresFailures,
      says: 'success was reported when the mkdir of `a` failed with ENOSPC, but `a/projects` is absent, not a link to `shared`',
    },
    {
      it: 'one that takes a directory with data that it cannot look at for absent',
      in: LIVE_DIRECTORY,
      by: takesUnreadableForAbsent,
      says: '`a/projects/only.jsonl` (14 bytes) was destroyed when the lstat of `a/projects` failed with EIO: `a/projects` was a directory',
    },
    {
      it: 'one that takes a link to live data that it cannot look at for absent',
      in: DIVERGENT,
      by: takesUnreadableForAbsent,
      says: '`old/only.jsonl` (14 bytes) was orphaned when the lstat of `a/projects` failed with EIO: `a/projects`, which was a symlink to "{root}/old", no longer leads to it',
    },
    {
      it: 'one that has unlinked a right link when it cannot make another',
      in: RIGHT_WITH_DATA,
      by: unlinksThenLinks,
      says: '`shared/only.jsonl` (14 bytes) was orphaned when the symlink of `a/projects` failed with ENOSPC: `a/projects`, which was a symlink to "{root}/shared", no longer leads to it',
    },
    {
      it: 'one that cannot move the target back',
      in: RIGHT_WITH_DATA,
      by: movesTargetAwayAndBack,
      says: '`shared/only.jsonl` (14 bytes) was moved when the rename of `shared.bak` failed with EACCES: it can no longer be read through `a/projects`, which was right',
    },
    {
      it: 'one that leaves its temp link where the rename fails',
      in: {},
      by: usesOneTempName,
      says: 'after the rename of `a/projects.tmp` failed with EACCES, the next run reported failure, but an undisturbed run reports success',
    },
    {
      it: 'one that noted that it was done before it was',
      in: {},
      by: notesTooEarly,
      says: 'after the write of `.done` failed with ENOSPC, the next run reported success, but `a/projects` is absent, not a link to `shared`',
    },
    {
      it: 'one that leaves a directory aside that it cannot read',
      in: LIVE_DIRECTORY,
      by: movesAwayAndBack,
      says: 'after the rename of `a/projects.bak` failed with EACCES, the next run reported success, but an undisturbed run reports failure',
    },
    {
      it: 'one that leaves a file where the link belongs, which it could not see',
      in: { a: dir({ projects: file('x') }), shared: dir() },
      by: linksWhatItCannotSee,
      says: 'success was reported when the lstat of `a/projects` failed with EIO, but `a/projects` is a file, not a link to `shared`',
    },
    {
      it: 'one that clears what it cannot move to another device',
      in: LIVE_DIRECTORY,
      by: clearsOtherDevice,
      says: '`a/projects/only.jsonl` (14 bytes) was destroyed when the rename of `a/projects` failed with EXDEV: `a/projects` was a directory',
    },
    {
      it: 'one that gives up after three attempts, and says nothing of it',
      in: {},
      by: triesThrice,
      says: 'success was reported when every attempt to create `a/projects` failed with ENOSPC, but `a/projects` is absent, not a link to `shared`',
    },
  ])
})

describe('does not accuse', () => {
  testLawUnderTrouble(faultSafe, [
    { it: 'the Go original in an empty world', in: {}, by: goOriginalPort, says: 'held' },
    { it: 'the Go original where it refuses', in: LIVE_DIRECTORY, by: goOriginalPort, says: 'held' },
    { it: 'one that looks again', in: DIVERGENT, by: looksAgain, says: 'held' },
    { it: 'one that links first', in: RIGHT, by: linksAtOnce, says: 'held' },
    { it: 'one that moves a directory aside whole', in: LIVE_DIRECTORY, by: movesAside, says: 'held' },
    { it: 'one that copies to another device', in: LIVE_DIRECTORY, by: movesOverDevices, says: 'held' },
    { it: 'one that renames over a right link', in: RIGHT_WITH_DATA, by: renamesOverRight, says: 'held' },
    {
      it: 'one that puts its link into a directory that it could not see, which loses nothing',
      in: LIVE_DIRECTORY,
      by: linksWhatItCannotSee,
      says: 'held',
    },
    {
      it: 'one of a loss that keeps-data tells of already',
      in: LIVE_DIRECTORY,
      by: removesFirst,
      says: 'held',
    },
    {
      it: 'one of a lie that it tells undisturbed',
      in: {},
      by: async ([home = ''], _required, _root, fs) => void (await fs.mkdir(home).catch(() => {})),
      says: 'held',
    },
    {
      it: 'one that is right in spite of the failure',
      in: RIGHT,
      by: ignoresFailures,
      says: 'held',
    },
    {
      it: 'one that never ends anyway',
      in: {},
      by: async ([home = ''], _required, _root, fs) => {
        await lookedAt(home, fs).catch(() => {})
        await new Promise(() => {})
      },
      says: 'vacuous',
      setup: { timeoutSeconds: 0.1 },
    },
  ])
})

describe('says nothing of', () => {
  testLawUnderTrouble(faultSafe, [
    { it: 'one that makes no call: none can fail', in: {}, by: refusesAll, says: 'vacuous' },
  ])
})

describe('a call that makes something fails', () => {
  test('where nothing stands, for each reason that there can be', async () => {
    expect(await failedIn({}, 'mkdir')).toEqual(
      ['a', 'shared'].flatMap(path =>
        ['EACCES', 'EIO', 'ELOOP', 'ENAMETOOLONG', 'ENOSPC', 'EROFS'].map(errno => `${path} ${errno}`),
      ),
    )
    expect(await failedIn({}, 'symlink')).toEqual(
      ['EACCES', 'EIO', 'ELOOP', 'ENAMETOOLONG', 'ENOSPC', 'EROFS'].map(errno => `a/projects ${errno}`),
    )
  })

  test('not where something stands already: there it says so first', async () => {
    expect(await failedIn(RIGHT, 'mkdir')).toEqual([])
    expect(await failedIn(RIGHT, 'symlink')).toEqual([])
    // What stands there is looked at all the same.
    expect(await failedIn(RIGHT, 'lstat')).toEqual(
      ['EACCES', 'EIO', 'ELOOP', 'ENAMETOOLONG'].map(errno => `a/projects ${errno}`),
    )
  })

  test('never with ENOENT, which says that nothing is there', async () => {
    const all = await Promise.all(['mkdir', 'lstat', 'stat', 'symlink'].map(call => failedIn({}, call)))
    expect(all.flat().filter(line => line.endsWith('ENOENT'))).toEqual([])
  })
})

/** What of one call failed in some run of a port, in order: `a/projects EIO`. */
async function failedIn(
  tree: Tree,
  call: string,
  by: PortProvision = linksAtOnceAfterALook,
): Promise<string[]> {
  await using temp = await tempDir()
  const { harness, spec } = harnessAndSpec(temp, tree, by)
  const failed = new Set<string>()
  const troubling = { kinds: ['fault'] as const, seed: 1, troubledIndex: 0, known: null, wants: () => true }
  for await (const trial of tryTroubles(harness, spec, troubling)) {
    for (const event of trial.phase === 'trouble' ? trial.observation.disturbed.events : []) {
      if ('step' in event && event.failed !== null && event.step.call === call)
        failed.add(`${event.step.path} ${event.failed}`)
    }
  }
  return [...failed].sort()
}

const clearsOtherDevice: PortProvision = async ([home = ''], [link], _root, fs) => {
  const path = `${home}/${link?.name}`
  await fs.rename(path, `${path}.moved`).catch(async (error: unknown) => {
    if (errnoOf(error) !== 'EXDEV') throw error
    await fs.rm(path, { recursive: true })
  })
  await fs.symlink(link?.target ?? '', path)
}

const linksAtOnceAfterALook: PortProvision = async (homes, required, root, fs) => {
  for (const home of homes) {
    for (const { name } of required) await lookedAt(`${home}/${name}`, fs)
  }
  await linksAtOnce(homes, required, root, fs)
}

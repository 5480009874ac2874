import { expect, test } from 'vitest'
import { LAW_IDS, LAWS, type LawId } from '../../../src/laws/index.ts'
import { isWithinLevel, type Law, LEVELS } from '../../../src/laws/law.ts'
import { isTrouble } from '../../../src/observation/trouble.ts'

test('each law has an id, a level, what must hold, and the experiments that it judges', () => {
  expect(
    LAWS.map(({ id, level, says, needs, underTrouble }: Law<LawId>) => [
      ...[id, level, says],
      [...needs, ...(underTrouble === undefined ? [] : [underTrouble.kind])].join(' '),
    ]),
  ).toEqual([
    ['keeps-data', 'safe', 'nothing is destroyed or orphaned', 'again'],
    ['tells-the-truth', 'safe', 'success is reported only if every link is right', ''],
    ['succeeds-when-clear', 'safe', 'where nothing is in the way, success is reported', ''],
    ['idempotent', 'safe', 'a second run changes nothing and reports as the first did', 'again'],
    [
      'crash-safe',
      'safe',
      'killed at any moment it has lost nothing, and a run after that does as an undisturbed one',
      'again moments crash',
    ],
    [
      'fault-safe',
      'safe',
      'whatever call fails, nothing is lost, no success is reported that is not true, and a run after that does as an undisturbed one',
      'fault',
    ],
    [
      'race-safe',
      'safe',
      'several at once lose nothing, and whoever reports success is right at the end',
      'race',
    ],
    [
      'yields-to-others',
      'safe',
      'what somebody else makes between any two of its calls survives',
      'intrusion',
    ],
    [
      'keeps-live-writes',
      'safe',
      'no line is lost that an agent appends meanwhile, to a file that it keeps open or to one that it opens each time',
      'live-writes',
    ],
    [
      'touches-nothing',
      'tidy',
      'no entry that exists is appended to, recreated, altered, moved, merged or trivially lost',
      '',
    ],
    [
      'adds-only-required',
      'tidy',
      'every new entry is a required home, target or link, or a parent of one',
      '',
    ],
    ['private', 'tidy', 'new directories are 0700 & ~umask', ''],
    ['race-clean', 'tidy', 'where nothing is in the way, all of several at once report success', 'race'],
    ['names-every-conflict', 'complete', 'the report names every conflict', ''],
    ['heals-the-rest', 'complete', 'a conflict leaves every other link right all the same', ''],
    [
      'order-blind',
      'complete',
      'where nothing is in the way, homes and links in another order give the same tree',
      'permuted',
    ],
    ['always-linked', 'complete', 'a link that was right is right at every moment', 'moments'],
  ])
})

test('the ids are listed in the order of the laws', () => {
  expect(LAW_IDS).toEqual(LAWS.map(({ id }) => id))
})

test('each level asks for what those before it ask too', () => {
  expect(LEVELS.map(level => LEVELS.filter(law => isWithinLevel(law, level)))).toEqual([
    ['safe'],
    ['safe', 'tidy'],
    ['safe', 'tidy', 'complete'],
  ])
})

test('the experiments of trouble are those that do something to a run', () => {
  const all = [
    ...(['again', 'permuted', 'moments'] as const),
    ...(['crash', 'fault', 'race', 'intrusion', 'live-writes'] as const),
  ]
  expect(all.filter(isTrouble)).toEqual(['crash', 'fault', 'race', 'intrusion', 'live-writes'])
})

import { expect, test } from 'vitest'
import { LAW_IDS, LAWS, type LawId } from '../../../src/laws/index.ts'
import { isWithinLevel, type Law, LEVELS } from '../../../src/laws/law.ts'
import { TROUBLE_KINDS } from '../../../src/observation/trouble.ts'

test('each law has an id, a level, what must hold, and the experiments that it judges', () => {
  expect(
    LAWS.map(({ id, level, says, needs, underTrouble }: Law<LawId>) => [
      ...[id, level, says],
      [...needs, ...(underTrouble?.kinds ?? [])].join(' '),
    ]),
  ).toEqual([
    ['keeps-data', 'safe', 'nothing is destroyed or orphaned', 'again'],
    ['tells-the-truth', 'safe', 'success is reported only if every link is right', ''],
    ['succeeds-when-clear', 'safe', 'if nothing is in the way, success is reported', ''],
    ['idempotent', 'safe', 'a second run changes nothing and reports the same', 'again'],
    ['ends', 'safe', 'every run ends by itself', `again ${TROUBLE_KINDS.join(' ')}`],
    [
      'crash-safe',
      'safe',
      'killed at any point, or stopped by a signal that it handles, it has lost nothing, and the next run recovers',
      'again moments crash signal',
    ],
    [
      'fault-safe',
      'safe',
      'when any call fails, nothing is lost, success is never falsely reported, and the next run recovers',
      'fault',
    ],
    [
      'race-safe',
      'safe',
      'several runs at once lose nothing, and each that reports success is right at the end',
      'race',
    ],
    ['yields-to-others', 'safe', 'entries that others make between any two calls survive', 'intrusion'],
    [
      'keeps-live-writes',
      'safe',
      'lines that an agent appends during a run are kept, whether it holds the file open or opens it for each line',
      'live-writes',
    ],
    [
      'touches-nothing',
      'tidy',
      'no existing entry is appended to, recreated, altered, moved, merged or trivially lost',
      '',
    ],
    [
      'adds-only-required',
      'tidy',
      'every new entry is a required home, target or link, or a parent of one',
      '',
    ],
    ['private', 'tidy', 'new directories are 0700 & ~umask, and copies of private files are private', ''],
    ['race-clean', 'tidy', 'if nothing is in the way, several runs at once all report success', 'race'],
    ['names-every-conflict', 'complete', 'the report names every conflict', ''],
    ['heals-the-rest', 'complete', 'a conflict leaves every other link right', ''],
    [
      'order-blind',
      'complete',
      'if nothing is in the way, homes and links in another order give the same tree',
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

test('each kind of trouble is judged by a law', () => {
  const judged = new Set(LAWS.flatMap(({ underTrouble }: Law<LawId>) => underTrouble?.kinds ?? []))
  expect(TROUBLE_KINDS.filter(kind => !judged.has(kind))).toEqual([])
})

import { expect, test } from 'vitest'
import * as fixtures from '../../../fixtures/index.ts'
import * as fixturesForVitest from '../../../fixtures/vitest.ts'
import * as matchers from '../../../matchers/index.ts'
import * as reconciler from '../../../src/index.ts'
import * as properties from '../../../src/properties/index.ts'
import * as propertiesForVitest from '../../../src/properties/vitest.ts'

test.each([
  [
    'vitest-shared-links',
    reconciler,
    [
      'DEFAULT_SHARED_ROOT',
      'RequestError',
      'SharedLinksError',
      'actualOf',
      'ensureForAccount',
      'ensureForAccounts',
      'expectedOf',
      'inspect',
      'messageOf',
      'plan',
      'remedyOf',
      'requiredShared',
      'validateAll',
    ],
  ],
  [
    'vitest-shared-links/fixtures',
    fixtures,
    [
      'DEFAULT_DEPLOYMENT',
      'OptionsError',
      'TreeError',
      'absent',
      'dir',
      'fifo',
      'file',
      'hardLinkTo',
      'linkTo',
      'printTree',
      'snapshot',
      'socket',
      'tempDir',
      'treeSerializer',
      'usual',
      'world',
    ],
  ],
  ['vitest-shared-links/fixtures/vitest', fixturesForVitest, ['test']],
  [
    'vitest-shared-links/matchers',
    matchers,
    [
      'toBeUntouchedSince',
      'toHaveSharedLinks',
      'toKeepAll',
      'toLinkTo',
      'toMatchTree',
      'toRefuse',
      'toResolveTo',
      'toShareState',
    ],
  ],
  [
    'vitest-shared-links/properties',
    properties,
    [
      'DEFAULT_DEPLOYMENT',
      'GateError',
      'LAWS',
      'LAW_IDS',
      'command',
      'compare',
      'fixedStates',
      'fn',
      'hasPermissions',
      'judge',
      'lawOf',
      'port',
      'reconcile',
      'script',
      'smallStates',
      'violationText',
      'worlds',
      'worldsOf',
    ],
  ],
  ['vitest-shared-links/properties/vitest', propertiesForVitest, ['describeLaws']],
])('%s exports these and nothing else', (_, entry, names) => {
  expect(Object.keys(entry).sort()).toEqual(names)
})

test('validateAll is the name of ensureForAccounts in the Go original', () => {
  expect(reconciler.validateAll).toBe(reconciler.ensureForAccounts)
})

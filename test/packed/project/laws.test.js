import { ensureForAccounts } from 'vitest-shared-links'
import { fn } from 'vitest-shared-links/properties'
import { describeLaws } from 'vitest-shared-links/properties/vitest'

describeLaws(
  'the built-in reconciler',
  fn('ensureForAccounts', (homes, required) => ensureForAccounts(homes, required)),
  { numRuns: 5 },
)

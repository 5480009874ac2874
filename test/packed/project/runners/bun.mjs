import { expect, test } from 'bun:test'
import * as matchers from 'vitest-shared-links/matchers'
import { registerContract } from '../contract.js'

expect.extend(matchers)
registerContract(test, expect, { heading: /^expect\(received\)[.\w]*\([^\n]*\)\n\n/u })

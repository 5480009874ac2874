import { expect, test } from '@jest/globals'
import * as matchers from 'vitest-shared-links/matchers'
import { registerContract } from '../contract.js'

expect.extend(matchers)
registerContract(test, expect)

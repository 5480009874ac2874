import { test } from 'node:test'
import { expect } from 'vitest-shared-links/expect'
import { registerContract } from '../contract.js'

registerContract(test, expect)

import { existsSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectCommandLine } from './command-line.ts'
import { type Consumer, makeConsumer } from './consumer.ts'

const BUN = 'node_modules/@oven/bun-linux-x64/bin/bun'
/** The rows of the table times the ways to use a matcher, one test of worlds and one of `judge`. */
const TESTS = 122

describe('the packed package, without vitest', () => {
  let consumer: Consumer
  beforeAll(async () => {
    consumer = await makeConsumer(['jest@30.5.2', '@oven/bun-linux-x64@1.4.5'])
  })
  afterAll(() => consumer?.remove())

  test('installs no vitest', () => {
    expect(existsSync(`${consumer.path}/node_modules/vitest`)).toBe(false)
  })

  test('keeps its contract in Jest', async () => {
    const words = [
      '--experimental-vm-modules',
      'node_modules/jest/bin/jest.js',
      '--testMatch',
      '**/runners/jest.mjs',
      '--ci',
      '--testTimeout=120000',
    ]
    const { status, stderr } = await consumer.run(process.execPath, words)
    expect({ status, stderr }).toEqual({
      status: 0,
      stderr: expect.stringContaining(`${TESTS} passed, ${TESTS} total`),
    })
  })

  test('keeps its contract in node:test', async () => {
    const { status, stdout } = await consumer.run(process.execPath, [
      '--test',
      '--test-reporter=tap',
      'runners/node-test.mjs',
    ])
    expect(stdout.match(/^not ok [\s\S]*?\.\.\.$/gmu)).toBe(null)
    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringContaining(`# pass ${TESTS}\n`) })
  })

  test('keeps its contract in Bun', async () => {
    const { status, stderr } = await consumer.run(BUN, ['test', '--timeout=120000', './runners/bun.mjs'])
    expect({ status, stderr }).toEqual({
      status: 0,
      stderr: expect.stringContaining(`${TESTS} pass\n 0 fail`),
    })
  })

  test('has a command line in Bun', () => expectCommandLine(consumer, `${consumer.path}/${BUN}`))
})

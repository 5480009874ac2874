import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type TempDir, tempDir } from '../../../../fixtures/temp/temp-dir.ts'
import { firstLine } from '../../../../src/subjects/process/first-line.ts'

let temp: TempDir
let here: Socket
let there: Socket
let close: () => void

beforeEach(async () => {
  temp = await tempDir()
  const listener = createServer().listen(`${temp.path}/s`)
  const accepted = once(listener, 'connection')
  there = connect(`${temp.path}/s`)
  here = (await accepted)[0]
  close = () => listener.close()
})

afterEach(async () => {
  here.destroy()
  there.destroy()
  close()
  await temp.remove()
})

test('the first line is read, and the rest is left', async () => {
  there.end('first\nsecond\nthird')
  expect(await firstLine(here)).toBe('first')
  expect(await firstLine(here)).toBe('second')
  expect(await text(here)).toBe('third')
})

test('a line may arrive in pieces', async () => {
  there.write('fir')
  const line = firstLine(here)
  await sleep(20)
  there.write('st')
  await sleep(20)
  there.end('\n')
  expect(await line).toBe('first')
  expect(await text(here)).toBe('')
})

test.each([
  ['is closed', (socket: Socket) => socket.end('no line')],
  ['ends without data', (socket: Socket) => socket.end()],
  ['is reset', (socket: Socket) => socket.destroy()],
  ['sends no newline for long', (socket: Socket) => socket.write('x'.repeat(300))],
])('the line is empty when the connection %s', async (_, act) => {
  const line = firstLine(here)
  act(there)
  expect(await line).toBe('')
})

test('the line is empty when the connection is already closed', async () => {
  here.destroy()
  await once(here, 'close')
  expect(await firstLine(here)).toBe('')
})

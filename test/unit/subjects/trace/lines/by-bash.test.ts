import { writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { tempDir } from '../../../../../fixtures/temp/temp-dir.ts'
import { byBash } from '../../../../../src/subjects/trace/lines/by-bash.ts'

test.each([
  ['sh link.sh', 'bash link.sh'],
  ['/bin/dash -e link.sh', 'bash -e link.sh'],
  ['bash link.sh', 'bash link.sh'],
  ['python3 link.py', 'python3 link.py'],
  ['/nowhere/link.sh', '/nowhere/link.sh'],
])('%s is run as %s', (called, run) => {
  expect(byBash(called.split(' '))).toEqual(run.split(' '))
})

test.each([
  ['#!/bin/sh -eu\n', ['bash', '-eu']],
  ['#! /usr/bin/dash\n', ['bash']],
  ['#!/bin/bash\n', []],
  ['#!/usr/bin/env python3\n', []],
  ['\0\u0001not a script', []],
])('a file that begins with %j is run by what that calls for', async (text, before) => {
  await using temp = await tempDir()
  const path = `${temp.path}/link`
  writeFileSync(path, text)
  expect(byBash([path, '-x'])).toEqual([...before, path, '-x'])
})

import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { test } from 'node:test'
import { ensureForAccounts, requiredShared } from 'vitest-shared-links'
import { expect } from 'vitest-shared-links/expect'

const root = mkdtempSync(`${tmpdir()}/ready-`)
process.on('exit', () => rmSync(root, { recursive: true }))

test('passes under node:test', () => {
  ensureForAccounts([`${root}/home`], requiredShared(root))
  expect(root).toHaveSharedLinks(`${root}/home`)
  expect({ path: `${root}/home/projects` }).toEqual({
    path: expect.toLinkTo(`${root}/.claude-projects-shared`),
  })
})

test('fails under node:test', () => {
  mkdirSync(`${root}/other`)
  symlinkSync('/gone', `${root}/other/projects`)
  expect(root).toHaveSharedLinks(`${root}/other`)
})

#!/usr/bin/env node
// Links the account homes to their shared directories. A directory that an
// account has filled in the meantime is merged into the shared one first.

import { cpSync, lstatSync, mkdirSync, readlinkSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { homes, links } from './links.config.mjs'

const { values: options } = parseArgs({
  options: {
    verbose: { type: 'boolean', short: 'v', default: false },
  },
})

/** What stands at a path: 'nothing', 'link', 'directory' or 'other'. */
function kindOf(path) {
  const stats = lstatSync(path, { throwIfNoEntry: false })
  if (stats === undefined) return 'nothing'
  if (stats.isSymbolicLink()) return 'link'
  return stats.isDirectory() ? 'directory' : 'other'
}

function link(path, target) {
  switch (kindOf(path)) {
    case 'nothing':
      break
    case 'link':
      if (readlinkSync(path) === target) return 'ok'
      throw new Error(`${path} links to ${readlinkSync(path)}, expected ${target}`)
    case 'directory':
      // Sessions that were started while the link was missing.
      cpSync(path, target, { recursive: true, preserveTimestamps: true })
      rmSync(path, { recursive: true, force: true })
      symlinkSync(target, path)
      return 'merged'
    default:
      throw new Error(`${path} is neither a directory nor a link`)
  }
  symlinkSync(target, path)
  return 'linked'
}

const failures = []

for (const home of homes) {
  for (const { name, target } of links) {
    try {
      mkdirSync(home, { recursive: true, mode: 0o700 })
      mkdirSync(target, { recursive: true, mode: 0o700 })
      const outcome = link(join(home, name), target)
      if (options.verbose || outcome !== 'ok') console.log(`${outcome.padEnd(7)} ${join(home, name)}`)
    } catch (error) {
      failures.push(error)
    }
  }
}

for (const error of failures) console.error(`error: ${error.message}`)
if (failures.length > 0) process.exitCode = 1

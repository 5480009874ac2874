#!/usr/bin/env node
// Makes each account home expose every shared link. Never removes or overwrites:
// a path that is anything else than the right link is an error.

import { lstatSync, mkdirSync, readFileSync, readlinkSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'

const root = process.env.HOME
if (!root) {
  console.error('reconcile: HOME is not set')
  process.exit(2)
}

const config = JSON.parse(readFileSync(new URL('homes.json', import.meta.url), 'utf8'))
const homes = config.homes.map(home => join(root, home))
const required = config.required.map(({ name, target }) => ({ name, target: join(root, target) }))

/** Brings one home up. Throws at the first link that is not, and cannot be made, right. */
function ensureForAccount(home, links) {
  ensureDirectory(home)
  for (const { name, target } of links) {
    // Before the link: a link that leads nowhere is worse than none.
    ensureDirectory(target)
    ensureLink(join(home, name), target)
  }
}

/** A directory, or a symlink to one. mkdir -p refuses everything else that exists. */
function ensureDirectory(path) {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw new Error(`${path}: no directory, and none can be made: ${error.message}`)
  }
}

function ensureLink(path, target) {
  const stats = lstatSync(path, { throwIfNoEntry: false })
  if (stats === undefined) {
    symlinkSync(target, path)
    return
  }
  if (!stats.isSymbolicLink()) throw new Error(`${path}: exists and is not a symlink`)
  const text = readlinkSync(path)
  if (text !== target) throw new Error(`${path}: leads to ${JSON.stringify(text)}, expected ${target}`)
}

const errors = []
for (const home of homes) {
  try {
    ensureForAccount(home, required)
  } catch (error) {
    errors.push(`${home}: ${error.message}`)
  }
}

if (errors.length > 0) {
  console.error(`reconcile: ${errors.length} of ${homes.length} homes failed`)
  for (const message of errors) console.error(`  ${message}`)
  process.exitCode = 1
} else {
  console.log(`reconcile: ${homes.length} homes, ${required.length} links each`)
}

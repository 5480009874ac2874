'use strict'
// Records the line of a script behind each of its calls, in a run that looks for the line to blame. Node loads this file
// before the script. It must not change what the script does.
const fs = require('node:fs')
const processes = require('node:child_process')
const { fileURLToPath } = require('node:url')

const { SHARED_LINKS_RECORD: record, SHARED_LINKS_OWN } = process.env
const own = SHARED_LINKS_OWN.split('\n')
const CHANGES =
  /^(append|chmod|chown|copy|cp|createW|fch|fs|ft|fut|lch|link|lut|mk|open|rename|rm|symlink|trunc|unlink|utimes|write)/u
const STARTS = /^(exec|fork|spawn)/u
const append = fs.appendFileSync
/** How many recorded calls are in progress: `rmSync` makes further ones itself. */
let depth = 0

for (const [module, names] of [
  [fs, CHANGES],
  [fs.promises, CHANGES],
  [processes, STARTS],
]) {
  for (const name of Object.keys(module).filter(key => names.test(key))) {
    if (typeof module[name] === 'function') module[name] = recorded(name, module[name])
  }
}
// For `import { rmSync } from 'node:fs'`.
require('node:module').syncBuiltinESMExports()

function recorded(name, call) {
  return new Proxy(call, {
    apply: (target, self, args) => {
      depth += 1
      try {
        if (depth === 1) note(name, args)
        return Reflect.apply(target, self, args)
      } finally {
        depth -= 1
      }
    },
  })
}

function note(name, args) {
  try {
    const line = ownLine()
    const words = args.flat().filter(arg => typeof arg === 'string' || arg instanceof URL)
    if (line !== null) append(record, `\u0001${process.pid} ${line}: ${[name, ...words].join(' ')}\n`)
  } catch {
    // An error here would become the script's.
  }
}

/** Returns `FILE:LINE` of the innermost call in the user's own files; no file for `node -e`. */
function ownLine() {
  const { stackTraceLimit, prepareStackTrace } = Error
  Error.stackTraceLimit = Number.POSITIVE_INFINITY
  Error.prepareStackTrace = (_, sites) => sites
  const sites = new Error().stack
  Object.assign(Error, { stackTraceLimit, prepareStackTrace })
  for (const site of sites) {
    const name = site.getFileName() ?? ''
    if (/^\[(eval|stdin)/u.test(name)) return `:${site.getLineNumber()}`
    const path = name.startsWith('file:') ? fileURLToPath(name) : name
    const isOwn = own.some(directory => path.startsWith(directory)) && !path.includes('/node_modules/')
    if (path !== __filename && isOwn) return `${path}:${site.getLineNumber()}`
  }
  return null
}

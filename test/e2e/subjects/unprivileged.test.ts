import { spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { lacksBwrap } from '../../machine/capabilities.ts'
import { BECOME_NOBODY, built } from '../built-package.ts'

/** Runs code of an unprivileged user, with the imports below, and returns the JSON that it prints. */
function asNobody(code: string): unknown {
  const modules = [
    `import { world } from '${built('fixtures/world.js')}'`,
    `import { dir, file } from '${built('fixtures/tree.js')}'`,
    `import { observe } from '${built('src/experiments/observe.js')}'`,
    `import { NOTHING_GIVEN } from '${built('fixtures/given/given.js')}'`,
    `import { tempDir } from '${built('fixtures/temp/temp-dir.js')}'`,
    `import { smallStates } from '${built('fixtures/states/small-states.js')}'`,
    `import { command } from '${built('src/subjects/command/command.js')}'`,
    `import { fn } from '${built('src/subjects/fn.js')}'`,
    `import { probeSandbox } from '${built('src/subjects/sandbox/probe-sandbox.js')}'`,
    `import * as fs from 'node:fs'`,
  ]
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module', '-e', [...modules, BECOME_NOBODY, code].join('\n')],
    {
      cwd: '/',
      encoding: 'utf8',
      env: { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: '/nonexistent' },
    },
  )
  expect(stderr).toBe('')
  return JSON.parse(stdout)
}

describe.skipIf(lacksBwrap)('for a user who is not root', () => {
  test('a sandbox works, in which only the world and TMPDIR are writable', () => {
    const report = asNobody(`
      const w = await world({ locked: dir({ kept: file('kept') }, { mode: 0o555 }) })
      fs.mkdirSync(w.path('..', 'tmp'))
      const job = { request: w, root: w.root, seenAs: w.root, temp: w.path('..', 'tmp'), user: null }
      const text = 'echo a >a; echo b >"$TMPDIR/b"; echo x >locked/x; rm -f locked/kept; echo x >../x; id -u'
      const subject = command(['sh', '-c', text])
      const { output } = await subject.run(job)
      console.log(JSON.stringify({
        failure: await probeSandbox('bwrap', w.path('..')),
        permissions: subject.permissions,
        refused: output.match(/denied|Read-only/g).length,
        uid: output.split('\\n').find(line => /^\\d+$/.test(line)),
        world: fs.readdirSync(w.root),
        locked: fs.readdirSync(w.path('locked')),
        beside: fs.readdirSync(w.path('..')),
      }))`)
    expect(report).toEqual({
      failure: null,
      permissions: 'always',
      refused: 3,
      uid: process.getuid?.() === 0 ? '65534' : String(process.getuid?.()),
      world: ['a', 'locked'],
      locked: ['kept'],
      beside: ['root', 'tmp'],
    })
  })

  test('the world appears at paths that the host does not have', () => {
    const report = asNobody(`
      const w = await world()
      fs.mkdirSync(w.path('..', 'tmp'))
      const seen = []
      for (const seenAs of ['/home/nobody-has-this', '/nor-this/home', '/mnt']) {
        const job = { request: w, root: w.root, seenAs, temp: w.path('..', 'tmp'), user: null }
        const { output, exit } = await command(['sh', '-c', 'pwd; touch here; touch ../beside'], { mount: seenAs }).run(job)
        seen.push([output.split('\\n')[0], exit, fs.readdirSync(w.root)])
      }
      console.log(JSON.stringify(seen))`)
    expect(report).toEqual([
      ['/home/nobody-has-this', 1, ['here']],
      ['/nor-this/home', 1, ['here']],
      ['/mnt', 1, ['here']],
    ])
  })

  test('modes restrict a function, and worlds with permissions are built and removed', () => {
    const report = asNobody(`
      const temp = await tempDir()
      const subject = fn('touches', ([home]) => {
        try { fs.writeFileSync(home + '/x', '') } catch (error) { throw new Error(error.code) }
      })
      const harness = { temp, subject, equality: null, isAllowed: () => false, given: NOTHING_GIVEN }
      const spec = smallStates().find(({ states }) => states.home === 'read-only')
      const { first } = await observe(harness, spec, new Set(['once']))
      console.log(JSON.stringify([subject.permissions, first.report.output, fs.readdirSync(temp.path)]))`)
    expect(report).toEqual(['always', 'EACCES', []])
  })
})

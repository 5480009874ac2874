import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { LAW_IDS } from '../../../src/laws/index.ts'
import { FINDING_CODES } from '../../../src/reconciler/finding.ts'
import { type Ran, vsl } from './built-command.ts'

const explain = (...names: readonly string[]): Promise<Ran> => vsl(['explain', ...names], { cwd: '/' })

test('explain prints the pages about laws, in the order in which they are named', async () => {
  const pages = ['private', 'keeps-data'].map(id => readFileSync(`docs/laws/${id}.md`, 'utf8'))
  expect(await explain('private', 'keeps-data')).toEqual({ code: 0, stdout: pages.join('\n'), stderr: '' })
})

test('explain prints the section about a finding', async () => {
  const { code, stdout } = await explain('link-missing')
  expect(code).toBe(0)
  expect(stdout).toBe(`# link-missing

**Found.** Nothing at the path of a link.

**Reason.** Only reading reports it. An agent that starts now makes a directory of its own there, and that home no
longer shares its state.

**Fix.** Run \`ensure\`, or paste the remedy.
`)
})

test('explain knows every law and every code', async () => {
  const { code, stdout } = await explain(...LAW_IDS, ...FINDING_CODES)
  expect(code).toBe(0)
  const titles = stdout.split('\n').filter(line => /^# [a-z-]+$/u.test(line))
  expect(titles).toEqual([...LAW_IDS, ...FINDING_CODES].map(name => `# ${name}`))
})

test('explain without a name lists the laws with their levels, and the codes', async () => {
  const { code, stdout } = await explain()
  expect(code).toBe(0)
  const lines = stdout.split('\n')
  expect(lines.slice(0, LAW_IDS.length).map(line => line.split(' ')[0])).toEqual(LAW_IDS)
  expect(lines[0]).toBe('keeps-data            safe      nothing is destroyed or orphaned')
  expect(lines.slice(LAW_IDS.length)).toEqual([
    '',
    `Codes of findings: ${FINDING_CODES.join(', ')}`,
    'The page about one of them: vitest-shared-links explain NAME',
    '',
  ])
})

test('the help of explain has examples', async () => {
  const { code, stdout } = await explain('--help')
  expect(code).toBe(0)
  expect(stdout).toContain('Usage: vitest-shared-links explain [LAW|CODE ...]\n')
  expect(stdout).toContain('  $ vitest-shared-links explain keeps-data\n')
})

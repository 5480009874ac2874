import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { LAW_IDS, lawWithId } from '../../../src/laws/index.ts'
import { LEVELS } from '../../../src/laws/law.ts'
import { FINDING_CODES } from '../../../src/reconciler/finding.ts'
import { BROKEN } from '../../zoo/broken.ts'
import { RIGHT } from '../../zoo/right.ts'

const SECTIONS = ['What it asks', 'Why', 'A broken example', 'How to fix it', 'When to waive it']

test('each law has a page, and no page is left over', () => {
  expect(readdirSync('docs/laws').sort()).toEqual(LAW_IDS.map(id => `${id}.md`).sort())
})

describe.each(LAW_IDS)('the page of %s', id => {
  const page = readFileSync(`docs/laws/${id}.md`, 'utf8')
  const { level, says } = lawWithId(id)

  test('begins with what must hold, and has every section', () => {
    expect(page.startsWith(`# ${id}\n\n> ${level}: ${says}\n`)).toBe(true)
    const sections = sectionsOf(page)
    expect([...sections.keys()]).toEqual(SECTIONS)
    for (const text of sections.values()) expect(text).toMatch(/\w{3}/u)
  })

  test('quotes a reconciler that this law kills in every CI run', () => {
    const { file, code, text } = quotedIn(page, 'A broken example')
    const specimen = BROKEN.find(one => `test/zoo/${one.file}` === file)
    expect(specimen).toMatchObject({ dies: id })
    expect(specimen?.isSlow).toBeUndefined()
    if (specimen?.after != null) expect(text).toContain(`[${specimen.after}](${issue(specimen.after)})`)
    expect(trimmed(readFileSync(file, 'utf8'))).toContain(trimmed(code))
  })

  test('takes its fix from a reconciler that keeps this law', () => {
    const { file, code } = quotedIn(page, 'How to fix it')
    const right = RIGHT.find(one => `test/zoo/${one.file}` === file)
    expect(right?.isSlow).toBeUndefined()
    const keeps =
      LEVELS.indexOf(right?.level ?? 'safe') >= LEVELS.indexOf(level) || !right?.warnings.includes(id)
    expect(keeps).toBe(true)
    expect(trimmed(readFileSync(file, 'utf8'))).toContain(trimmed(code))
  })

  test('shows the flag that waives it', () => {
    expect(sectionsOf(page).get('When to waive it')).toMatch(new RegExp(`--waive ${id}(:\\w+)?='[^']+'`, 'u'))
  })
})

test('each code of a finding has a section in docs/findings.md, in their order, and no section is left over', () => {
  const sections = sectionsOf(readFileSync('docs/findings.md', 'utf8'))
  expect([...sections.keys()]).toEqual([...FINDING_CODES])
  for (const [code, text] of sections) {
    for (const part of ['Found.', 'Reason.', 'Fix.'])
      expect([code, text]).toEqual([code, expect.stringContaining(`**${part}`)])
  }
})

/** Returns the text of each section of a page, by its title. */
function sectionsOf(page: string): Map<string, string> {
  const [, ...sections] = page.split(/^## /mu)
  return new Map(
    sections.map(section => {
      const end = section.indexOf('\n')
      return [section.slice(0, end), section.slice(end + 1)]
    }),
  )
}

/** Returns the first file that a section names, the first code in it, and its whole text. */
function quotedIn(page: string, title: string): { file: string; code: string; text: string } {
  const text = sectionsOf(page).get(title) ?? ''
  const file = /`(test\/zoo\/[^`]+)`/u.exec(text)?.[1]
  const code = /^```\w+\n([\s\S]*?)^```$/mu.exec(text)?.[1]
  if (file === undefined || code === undefined) throw new Error(`${title} quotes nothing`)
  return { file, code, text }
}

/** Returns code without indentation: an excerpt stands further to the left than in its file. */
function trimmed(code: string): string {
  return code
    .split('\n')
    .map(line => line.trim())
    .join('\n')
}

/** `ansible/ansible#7254` is at https://github.com/ansible/ansible/issues/7254. */
function issue(after: string): string {
  return `https://github.com/${after.replace('#', '/issues/')}`
}

import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import type { NamedAtlas } from '../../../../src/atlas/atlas.ts'
import { pageData } from '../../../../src/atlas/report/page/data.ts'
import { atlasesHtml } from '../../../../src/atlas/report/page/page.ts'
import type { Story } from '../../../../src/atlas/story.ts'
import { HOSTILE, sampleAtlas } from '../sample-atlas.ts'

const STORY: Story = {
  lines: [
    { depth: 0, label: 'a/', fate: 'kept', isDirectory: true, now: null },
    { depth: 1, label: 'projects (9 bytes)', fate: 'destroyed', isDirectory: false, now: 'a symlink to "x"' },
    { depth: 0, label: 'log', fate: 'stray', isDirectory: false, now: null },
  ],
  lost: [{ path: 'a/projects', bytes: 'the bytes\n' }],
  output: 'done\n',
  blame: { call: 'rename', path: 'a/x', to: 'a/projects', process: 'ln -sfn', line: null },
  script: '#!/bin/sh\ntrue\n',
}

function withStory(story: Story): NamedAtlas {
  const { cells } = sampleAtlas()
  return sampleAtlas({ cells: cells.map(cell => ({ ...cell, story })) })
}

test('is one page that loads nothing, and runs no script but its own', () => {
  const html = atlasesHtml([withStory(STORY)])
  expect(html).toMatch(/^<!DOCTYPE html>\n<html lang="en">\n/u)
  const [script = ''] = [...html.matchAll(/<script>([\s\S]*?)<\/script>/gu)].map(([, text]) => text)
  const hash = createHash('sha256').update(script).digest('base64')
  expect(html).toContain(`default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hash}';`)
  expect(html).not.toMatch(/https?:|(?:src|href)=|url\(|@import/u)
  expect(html).toContain('@media (prefers-color-scheme: dark)')
})

test('each cell is a button that is named by its outcome and its state', () => {
  const html = atlasesHtml([sampleAtlas()])
  expect(html).toContain(
    '<button type="button" class="destroyed" tabindex="-1" data-cell="2" aria-label="destroyed: home directory, target absent, link file">X</button>',
  )
  expect(html.match(/<button type="button" class="/gu)).toHaveLength(7)
  expect(html).toContain('<th scope="row">fifo</th>')
  expect(html).toContain('<th scope="col"><span>target: directory</span></th>')
})

test('the keyboard can scroll the table of totals, which has no cells to go to', () => {
  const html = atlasesHtml([sampleAtlas()])
  const regions = html.match(/<div class="scroll"[^>]*>/gu)
  expect(regions).toEqual([
    '<div class="scroll" role="region" aria-label="How often each outcome came" tabindex="0">',
    ...['<div class="scroll">', '<div class="scroll">', '<div class="scroll">'],
  ])
})

test('the data holds the world before and after, and marks what is lost', () => {
  const { texts, cells } = pageData(withStory(STORY).cells.slice(0, 1))
  const [cell] = cells
  const shown = (index: number) => texts[index]
  expect(cell?.before.map(shown)).toEqual(['a/', '  projects (9 bytes)'])
  expect(cell?.after.map(({ label, fate, isLost }) => [shown(label), shown(fate), isLost])).toEqual([
    ['a/', '  (kept)', false],
    ['  projects (9 bytes)', '  (DESTROYED; now a symlink to "x")', true],
    ['log', '  (new, but not required)', false],
  ])
  expect(cell?.lost.map(([path, bytes]) => [texts[path], texts[bytes]])).toEqual([
    ['a/projects', 'the bytes\n'],
  ])
  expect(cell?.blame.map(shown)).toEqual([
    'The call that did it: rename of `a/x` to `a/projects`, by the process `ln -sfn`',
  ])
  expect(cell?.script.map(shown)).toEqual(['#!/bin/sh', 'true', ''])
})

test('texts that cells share are in the page once', () => {
  const long = 'x'.repeat(10_000)
  expect(atlasesHtml([withStory({ ...STORY, output: long })]).length).toBeLessThan(2 * long.length + 10_000)
})

test.each(HOSTILE)('shows %j harmlessly', name => {
  const place = { home: name, link: { name, target: name } }
  // A story is printable already, but it may hold markup.
  const markup = '</script><script>alert(1)</script><!--<img src=x>'
  const story = { ...STORY, output: markup, script: markup, lost: [{ path: markup, bytes: markup }] }
  const html = atlasesHtml([{ ...withStory(story), name, subject: name, place, notes: [name] }])
  expect(html).not.toMatch(/[\0-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]/u)
  expect(html.match(/<\/?(?:script|img|title|style)\b/gu)).toEqual([
    ...['<title', '</title', '<style', '</style', '<script', '</script', '<script', '</script'],
  ])
  expect(html.match(/<!--/gu)).toBeNull()
})

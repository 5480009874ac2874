import { expect, test } from 'vitest'
import { printable } from '../../../../fixtures/text/printable.ts'
import { atlasesSvg } from '../../../../src/atlas/report/svg.ts'
import { HOSTILE, sampleAtlas } from '../sample-atlas.ts'

const named = (name: string) => sampleAtlas({ name })

test('has a title, and the totals of each atlas as a description', () => {
  const svg = atlasesSvg([named('one'), named('two')])
  expect(svg).toMatch(
    /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" [^>]* role="img" aria-labelledby="title description">\n/u,
  )
  expect(svg).toContain('<title id="title">Atlas of one, two</title>')
  expect(svg).toContain(
    '<desc id="description">one: 1 destroyed, 1 lied, 3 linked, 2 refused. two: 1 destroyed, 1 lied, 3 linked, 2 refused.</desc>',
  )
})

test('draws a square and a sign for each cell, and the labels as text', () => {
  const svg = atlasesSvg([named('one')])
  const squares = [...svg.matchAll(/<path class="([\w-]+)" d="([^"]*)"\/>/gu)]
  const counts: Record<string, number> = {}
  for (const [, outcome = '', d = ''] of squares)
    counts[outcome] = (counts[outcome] ?? 0) + d.split('z').length - 1
  // One more of each is in the table of totals.
  expect(counts).toMatchObject({ destroyed: 2, lied: 2, linked: 4, refused: 3, moved: 1, 'gave-up': 1 })
  expect(svg).toMatch(/<text class="sign linked" x="[\d.]+ [\d.]+" y="[\d.]+ [\d.]+">✓✓<\/text>/u)
  for (const label of ['absent', 'fifo', 'home: directory', 'home: file', 'directory'])
    expect(svg).toContain(`>${label}</text>`)
})

test('has the colors of a light and of a dark page, and asks for nothing from elsewhere', () => {
  const svg = atlasesSvg([named('one')])
  expect(svg).toContain('@media (prefers-color-scheme: dark)')
  expect(svg.replace('xmlns="http://www.w3.org/2000/svg"', '')).not.toMatch(
    /https?:|href|url\(|@import|<script/u,
  )
})

test.each(HOSTILE)('shows %j harmlessly', name => {
  const place = { home: name, link: { name, target: name } }
  const svg = atlasesSvg([sampleAtlas({ name, subject: name, place })])
  expect(svg).not.toMatch(/[\0-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]/u)
  // Every bracket is one of ours: the tags are those of any other atlas.
  expect(tagsIn(svg)).toEqual(tagsIn(atlasesSvg([named('one')])))
  const shown = svg.replaceAll(/&#(\d+);/gu, (_, code) => String.fromCharCode(Number(code)))
  expect(shown).toContain(`Atlas of ${printable(name)}`)
})

function tagsIn(svg: string): string[] {
  return svg.match(/<\/?[a-z]+/gu) ?? []
}

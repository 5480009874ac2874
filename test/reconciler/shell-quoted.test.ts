import { expect, it } from 'vitest'
import { shellQuoted } from '../../fixtures/text/shell-quoted.ts'

it.each([
  ['', "''"],
  ['/a b', "'/a b'"],
  ['~$HOME"*', `'~$HOME"*'`],
  ["it's 'it'", `'it'\\''s '\\''it'\\'''`],
  ['a\nb', "$'a\\012b'"],
  ['a\x1fb', "$'a\\037b'"],
  ['a\x7fb', "$'a\\177b'"],
  ["a\t'\\ ~", "$'a\\011\\047\\134 ~'"],
  ['é', "$'\\303\\251'"],
  ['\udcff', "$'\\377'"],
])('%j is one word of bash', (text, word) => {
  expect(shellQuoted(text)).toBe(word)
})

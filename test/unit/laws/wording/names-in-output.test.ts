import { describe, expect, test } from 'vitest'
import { namesWord } from '../../../../src/laws/wording/names-in-output.ts'

describe('an output names a word', () => {
  test.each([
    ['alone', 'foo', 'foo'],
    ['between others', 'cannot link foo here', 'foo'],
    ['in quotes', '"foo"', 'foo'],
    ['in a path', '/a/foo/b', 'foo'],
    ['at the end of a sentence', 'not foo.', 'foo'],
    ['before a sentence that ends in dots', 'foo...', 'foo'],
    ['after dots', '...foo', 'foo'],
    ['after another with an ending', 'a.txt: foo', 'foo'],
    ['after one that it is a part of', 'foobar foo', 'foo'],
    ['after one that ends in it', 'barfoo foo', 'foo'],
    ['that begins with a dot', '/h/.claude', '.claude'],
    ['with a quote, as a shell writes it', `'it'\\''s'`, "it's"],
    ['with a quote, as Python quotes it for a shell', `'it'"'"'s'`, "it's"],
    ['with a quote, as C writes it', `it\\'s`, "it's"],
    ['with a backslash', 'a\\\\b', 'a\\b'],
    ['in octal bytes', '\\303\\251t\\303\\251', 'été'],
    ['in hexadecimal bytes', '\\xc3\\xA9t', 'ét'],
    ['in octal and hexadecimal bytes together', '\\303\\xa9', 'é'],
    ['in a byte that is no character', 'h\\377', 'h\udcff'],
    ['by its code point', '\\u00e9t\\u{1f600}', 'ét😀'],
    ['by a code point of six digits', '\\u{10ffff}', '\u{10ffff}'],
    ['with a bell', 'a\\ab', 'a\x07b'],
    ['with a backspace', 'a\\bb', 'a\bb'],
    ['with an escape', 'a\\eb', 'a\x1bb'],
    ['with a form feed', 'a\\fb', 'a\fb'],
    ['with a newline', 'a\\nb', 'a\nb'],
    ['with a carriage return', 'a\\rb', 'a\rb'],
    ['with a tab', 'a\\tb', 'a\tb'],
    ['with a vertical tab', 'a\\vb', 'a\vb'],
    ['with a character outside of the first plane, escaped', 'a\\😀b', 'a😀b'],
    ['with a newline that is escaped itself', 'a\\\nb', 'a\nb'],
  ])('%s', (_, output, word) => {
    expect(namesWord(output, word)).toBe(true)
  })
})

describe('an output does not name a word', () => {
  test.each([
    ['that is not there', 'bar', 'foo'],
    ['that only begins another', 'foobar', 'foo'],
    ['that only ends another', 'barfoo', 'foo'],
    ['that is part of one with a dash', 'foo-bar', 'foo'],
    ['after a dash', 'bar-foo', 'foo'],
    ['that is part of one with an underscore', 'foo_2', 'foo'],
    ['before a number', 'foo2', 'foo'],
    ['before a letter that is not ASCII', 'fooé', 'foo'],
    ['after a letter that is not ASCII', 'éfoo', 'foo'],
    ['before an ending', 'foo.bak', 'foo'],
    ['that is an ending', 'bar.foo', 'foo'],
    ['of another letter case', 'Foo', 'foo'],
    ['by a code point that there is not', '\\u{110000}', '\u{ffff}'],
    ['that is empty', 'foo', ''],
  ])('%s', (_, output, word) => {
    expect(namesWord(output, word)).toBe(false)
  })
})

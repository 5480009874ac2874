import { renameSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs'
import { describe } from 'vitest'
import { toBytes, toPath } from '../../../fixtures/disk/bytes.ts'
import { dir, file, linkTo } from '../../../fixtures/tree.ts'
import { specify } from './case.ts'

const NOT_UTF8 = '\udcff\udcfe.jsonl'

describe('names are bytes', () => {
  specify([
    {
      when: 'a file whose name holds a newline is removed',
      tree: { 'new\nline': file('one\n') },
      act: at => unlinkSync(at('new\nline')),
      fates: { 'new\nline': 'destroyed' },
    },
    {
      when: 'a file whose name is not UTF-8 is kept',
      tree: { [NOT_UTF8]: file('one\n') },
      act: () => {},
      fates: {},
    },
    {
      when: 'a file whose name is not UTF-8 is renamed to one that differs in a byte that is not',
      tree: { [NOT_UTF8]: file('one\n') },
      act: at => renameSync(toPath(at(NOT_UTF8)), toPath(at('\udcff\udcfd.jsonl'))),
      fates: { [NOT_UTF8]: 'moved' },
      added: ['\udcff\udcfd.jsonl'],
    },
    {
      when: 'a file whose name is not UTF-8 gives way to one with the character that replaces such bytes',
      tree: { '\udcff': file('one\n') },
      act: at => {
        unlinkSync(toPath(at('\udcff')))
        writeFileSync(at('\ufffd'), 'two\n')
      },
      fates: { '\udcff': 'destroyed' },
      added: ['\ufffd'],
    },
    {
      when: 'a link whose text is not UTF-8 is retargeted from one directory to another alike but for a byte',
      tree: {
        projects: linkTo('{root}/\udcff'),
        '\udcff': dir({ 'a.jsonl': file('one\n') }),
        '\udcfe': dir(),
      },
      act: at => {
        unlinkSync(at('projects'))
        symlinkSync(toBytes(at('\udcfe')), at('projects'))
      },
      fates: { projects: 'orphaned' },
      orphans: { projects: '\udcff/a.jsonl' },
    },
    {
      when: 'a name is a prefix of another, and the shorter one is removed',
      tree: { foo: dir({ a: file('one\n') }), foobar: dir({ a: file('two\n') }) },
      act: at => {
        unlinkSync(at('foo/a'))
      },
      fates: { 'foo/a': 'destroyed' },
    },
    {
      when: 'bytes that are no text are overwritten in one bit',
      tree: { blob: file(Uint8Array.of(0xff, 0xfe, 0x00)) },
      act: at => writeFileSync(at('blob'), Uint8Array.of(0xff, 0xff, 0x00)),
      fates: { blob: 'destroyed' },
    },
  ])
})

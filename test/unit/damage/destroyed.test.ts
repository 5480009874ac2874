import {
  copyFileSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { describe } from 'vitest'
import { dir, fifo, file, hardLinkTo, linkTo, socket } from '../../../fixtures/tree.ts'
import { specify } from './case.ts'

describe('destroyed', () => {
  specify([
    {
      when: 'a file is removed',
      tree: { 'a.jsonl': file('one\n') },
      act: at => unlinkSync(at('a.jsonl')),
      fates: { 'a.jsonl': 'destroyed' },
    },
    {
      when: 'an empty file is removed, whatever other empty files there are',
      tree: { 'a.jsonl': file(''), 'b.jsonl': file('') },
      act: at => unlinkSync(at('a.jsonl')),
      fates: { 'a.jsonl': 'destroyed' },
    },
    {
      when: 'a file is overwritten',
      tree: { 'a.jsonl': file('one\n') },
      act: at => writeFileSync(at('a.jsonl'), 'another\n'),
      fates: { 'a.jsonl': 'destroyed' },
    },
    {
      when: 'a file is overwritten with as many bytes in the same tick of the clock',
      tree: { 'a.jsonl': file('one\n') },
      act: at => writeFileSync(at('a.jsonl'), 'two\n'),
      fates: { 'a.jsonl': 'destroyed' },
    },
    {
      when: 'a file is truncated',
      tree: { 'a.jsonl': file('one\ntwo\n') },
      act: at => truncateSync(at('a.jsonl'), 4),
      fates: { 'a.jsonl': 'destroyed' },
    },
    {
      when: 'a file is emptied',
      tree: { 'a.jsonl': file('one\n') },
      act: at => truncateSync(at('a.jsonl')),
      fates: { 'a.jsonl': 'destroyed' },
    },
    {
      when: 'a file with two names is overwritten through one',
      tree: { 'a.jsonl': file('one\n'), 'b.jsonl': hardLinkTo('a.jsonl') },
      act: at => writeFileSync(at('b.jsonl'), 'two\n'),
      fates: { 'a.jsonl': 'destroyed', 'b.jsonl': 'destroyed' },
    },
    {
      when: 'another file is renamed over it',
      tree: { 'a.jsonl': file('one\n'), 'b.jsonl': file('two\n') },
      act: at => renameSync(at('b.jsonl'), at('a.jsonl')),
      fates: { 'a.jsonl': 'destroyed', 'b.jsonl': 'merged' },
    },
    {
      when: 'a backup is overwritten by a second one',
      tree: { projects: file('new\n'), 'projects.bak': file('old\n') },
      act: at => renameSync(at('projects'), at('projects.bak')),
      fates: { projects: 'merged', 'projects.bak': 'destroyed' },
    },
    {
      when: 'contents are moved into a directory that has other contents under a name',
      tree: {
        projects: dir({ 'a.jsonl': file('mine\n'), 'b.jsonl': file('two\n') }),
        shared: dir({ 'a.jsonl': file('theirs\n') }),
      },
      act: at => {
        renameSync(at('projects/a.jsonl'), at('shared/a.jsonl'))
        renameSync(at('projects/b.jsonl'), at('shared/b.jsonl'))
        rmSync(at('projects'), { recursive: true })
        symlinkSync(at('shared'), at('projects'))
      },
      fates: {
        projects: 'merged',
        'projects/a.jsonl': 'merged',
        'projects/b.jsonl': 'moved',
        'shared/a.jsonl': 'destroyed',
      },
      added: ['shared/b.jsonl'],
    },
    {
      when: 'a directory is replaced by a link to another',
      tree: { projects: dir({ repo: dir({ 'a.jsonl': file('one\n') }), empty: dir() }), shared: dir() },
      act: at => {
        rmSync(at('projects'), { recursive: true })
        symlinkSync(at('shared'), at('projects'))
      },
      fates: {
        projects: 'destroyed',
        'projects/repo': 'destroyed',
        'projects/repo/a.jsonl': 'destroyed',
        'projects/empty': 'trivial',
      },
    },
    {
      when: 'a directory is emptied through a link to it',
      tree: { projects: linkTo('{root}/old'), old: dir({ 'a.jsonl': file('one\n') }) },
      act: at => rmSync(at('projects/a.jsonl')),
      fates: { 'old/a.jsonl': 'destroyed' },
    },
    {
      when: 'a link is removed with the file that it leads to: what is nowhere is not orphaned besides',
      tree: { projects: linkTo('{root}/old'), old: dir({ 'a.jsonl': file('one\n') }) },
      act: at => {
        rmSync(at('old'), { recursive: true })
        unlinkSync(at('projects'))
      },
      fates: { old: 'destroyed', 'old/a.jsonl': 'destroyed', projects: 'trivial' },
    },
    {
      when: 'a copy was cut short before the file was removed',
      tree: { 'a.jsonl': file('one\ntwo\n') },
      act: at => {
        copyFileSync(at('a.jsonl'), at('b.jsonl'))
        truncateSync(at('b.jsonl'), 5)
        unlinkSync(at('a.jsonl'))
      },
      fates: { 'a.jsonl': 'destroyed' },
      added: ['b.jsonl'],
    },
    {
      when: 'a file is removed, and one that stood under another name only begins as it does',
      tree: {
        'a.jsonl': file('{"type":"user"}\n'),
        'b.jsonl': file('{"type":"user"}\n{"type":"assistant"}\n'),
      },
      act: at => unlinkSync(at('a.jsonl')),
      fates: { 'a.jsonl': 'destroyed' },
    },
    {
      when: 'a file is removed, and its bytes are but a part of a line of another',
      tree: { 'a.jsonl': file('x') },
      act: at => {
        unlinkSync(at('a.jsonl'))
        writeFileSync(at('log'), 'next\n')
      },
      fates: { 'a.jsonl': 'destroyed' },
      added: ['log'],
    },
    {
      when: 'a file is removed, and its bytes but end a line of another, or begin one',
      tree: { 'a.jsonl': file('x') },
      act: at => {
        unlinkSync(at('a.jsonl'))
        writeFileSync(at('log'), 'ax\nxy\n')
      },
      fates: { 'a.jsonl': 'destroyed' },
      added: ['log'],
    },
    {
      when: 'an empty file is removed, and another is written, whose lines hold no bytes of it',
      tree: { 'a.jsonl': file('') },
      act: at => {
        unlinkSync(at('a.jsonl'))
        writeFileSync(at('log'), 'next\n')
      },
      fates: { 'a.jsonl': 'destroyed' },
      added: ['log'],
    },
    {
      when: 'a directory is removed, and only one of its files was moved before',
      tree: { projects: dir({ 'a.jsonl': file('one\n'), 'b.jsonl': file('two\n') }), shared: dir() },
      act: at => {
        renameSync(at('projects/b.jsonl'), at('shared/b.jsonl'))
        rmSync(at('projects'), { recursive: true })
      },
      fates: { projects: 'destroyed', 'projects/a.jsonl': 'destroyed', 'projects/b.jsonl': 'moved' },
      added: ['shared/b.jsonl'],
    },
    {
      when: 'a file becomes a link to nowhere, or a directory',
      tree: { one: file('one\n'), two: file('two\n') },
      act: at => {
        rmSync(at('one'))
        symlinkSync('gone', at('one'))
        rmSync(at('two'))
        mkdirSync(at('two'))
      },
      fates: { one: 'destroyed', two: 'destroyed' },
    },
  ])
})

describe('trivial', () => {
  specify([
    {
      when: 'an empty directory, a dangling link, a FIFO and a socket are removed',
      tree: { empty: dir(), dangling: linkTo('gone'), pipe: fifo(), sock: socket() },
      act: at => {
        for (const name of ['empty', 'dangling', 'pipe', 'sock']) rmSync(at(name), { recursive: true })
      },
      fates: { empty: 'trivial', dangling: 'trivial', pipe: 'trivial', sock: 'trivial' },
    },
    {
      when: 'directories of nothing but directories are removed',
      tree: { projects: dir({ repo: dir({ todo: dir() }) }) },
      act: at => rmSync(at('projects'), { recursive: true }),
      fates: { projects: 'trivial', 'projects/repo': 'trivial', 'projects/repo/todo': 'trivial' },
    },
    {
      when: 'an empty directory is removed, and another of its name that holds something is made',
      tree: { projects: dir(), pool: dir() },
      act: at => {
        rmSync(at('projects'), { recursive: true })
        mkdirSync(at('pool/projects'))
        writeFileSync(at('pool/projects/a.jsonl'), 'one\n')
      },
      fates: { projects: 'trivial' },
      added: ['pool/projects', 'pool/projects/a.jsonl'],
    },
    {
      when: 'a dangling link is removed, and one of its name that leads elsewhere stands in a home all along',
      tree: { a: dir({ projects: linkTo('gone') }), b: dir({ projects: linkTo('away') }) },
      act: at => unlinkSync(at('a/projects')),
      fates: { 'a/projects': 'trivial' },
    },
    {
      when: 'a link to an empty directory leads to another now',
      tree: { projects: linkTo('{root}/old'), old: dir(), shared: dir({ 'a.jsonl': file('one\n') }) },
      act: at => {
        unlinkSync(at('projects'))
        symlinkSync(at('shared'), at('projects'))
      },
      fates: { projects: 'trivial' },
    },
    {
      when: 'a link to itself, and links in a loop, are removed',
      tree: { self: linkTo('{root}/self'), one: linkTo('two'), two: linkTo('one') },
      act: at => {
        for (const name of ['self', 'one', 'two']) unlinkSync(at(name))
      },
      fates: { self: 'trivial', one: 'trivial', two: 'trivial' },
    },
    {
      when: 'a link to a place outside of the tree is removed: nothing is known of what lies there',
      tree: { outside: linkTo('/etc') },
      act: at => unlinkSync(at('outside')),
      fates: { outside: 'trivial' },
    },
  ])
})

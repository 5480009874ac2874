import {
  appendFileSync,
  chmodSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { describe } from 'vitest'
import { dir, file, hardLinkTo, linkTo } from '../../../fixtures/tree.ts'
import { specify } from './case.ts'

describe('kept', () => {
  const tree = { h: dir({ 'a.jsonl': file('one\n'), projects: linkTo('{root}/old') }), old: dir() }
  specify([
    { when: 'nothing is done', tree, act: () => {}, fates: {} },
    {
      when: 'a directory gains entries',
      tree,
      act: at => {
        mkdirSync(at('h/new'))
        writeFileSync(at('h/new/b.jsonl'), 'two\n')
      },
      fates: {},
      added: ['h/new', 'h/new/b.jsonl'],
    },
    {
      when: 'everything is only read',
      tree,
      act: at => void readFileSync(at('h/a.jsonl')),
      fates: {},
    },
    {
      when: 'a file gains a second name',
      tree,
      act: at => linkSync(at('h/a.jsonl'), at('h/b.jsonl')),
      fates: {},
      added: ['h/b.jsonl'],
    },
    {
      when: 'a directory is renamed and renamed back',
      tree,
      act: at => {
        renameSync(at('h'), at('aside'))
        renameSync(at('aside'), at('h'))
      },
      fates: {},
    },
    {
      when: 'a link leads to what was moved away: the link itself was not touched',
      tree: { projects: linkTo('{root}/old'), old: dir({ 'a.jsonl': file('one\n') }) },
      act: at => renameSync(at('old'), at('old.bak')),
      fates: { old: 'moved', 'old/a.jsonl': 'moved' },
      added: ['old.bak', 'old.bak/a.jsonl'],
    },
  ])
})

describe('appended', () => {
  specify([
    {
      when: 'a file is appended to',
      tree: { 'a.jsonl': file('one\n') },
      act: at => appendFileSync(at('a.jsonl'), 'two\n'),
      fates: { 'a.jsonl': 'appended' },
    },
    {
      when: 'an empty file is written to',
      tree: { 'a.jsonl': file('') },
      act: at => writeFileSync(at('a.jsonl'), 'one\n'),
      fates: { 'a.jsonl': 'appended' },
    },
    {
      when: 'another file that begins with its bytes is renamed over it, as an editor saves',
      tree: { 'a.jsonl': file('one\n') },
      act: at => {
        writeFileSync(at('a.tmp'), 'one\ntwo\n')
        renameSync(at('a.tmp'), at('a.jsonl'))
      },
      fates: { 'a.jsonl': 'appended' },
    },
    {
      when: 'a file is appended to through its other name',
      tree: { 'a.jsonl': file('one\n'), 'b.jsonl': hardLinkTo('a.jsonl') },
      act: at => appendFileSync(at('b.jsonl'), 'two\n'),
      fates: { 'a.jsonl': 'appended', 'b.jsonl': 'appended' },
    },
  ])
})

describe('recreated', () => {
  specify([
    {
      when: 'a file is removed and written again with the same bytes',
      tree: { 'a.jsonl': file('one\n') },
      act: at => {
        unlinkSync(at('a.jsonl'))
        writeFileSync(at('a.jsonl'), 'one\n')
      },
      fates: { 'a.jsonl': 'recreated' },
    },
    {
      when: 'a file is removed and written again with the same bytes and another mode',
      tree: { 'a.jsonl': file('one\n') },
      act: at => {
        unlinkSync(at('a.jsonl'))
        writeFileSync(at('a.jsonl'), 'one\n', { mode: 0o600 })
      },
      fates: { 'a.jsonl': 'recreated' },
    },
    {
      when: 'an empty file is removed and made again',
      tree: { 'a.jsonl': file('') },
      act: at => {
        unlinkSync(at('a.jsonl'))
        writeFileSync(at('a.jsonl'), '')
      },
      fates: { 'a.jsonl': 'recreated' },
    },
    {
      when: 'an empty directory is removed and made again',
      tree: { projects: dir() },
      act: at => {
        rmdirSync(at('projects'))
        mkdirSync(at('projects'))
      },
      fates: { projects: 'recreated' },
    },
    {
      when: 'a link is removed and made again with its text, even in the same tick and under the same inode number',
      tree: { projects: linkTo('old'), old: dir() },
      act: at => {
        unlinkSync(at('projects'))
        symlinkSync('old', at('projects'))
      },
      fates: { projects: 'recreated' },
    },
    {
      when: 'a link of the same text is renamed over it',
      tree: { projects: linkTo('old'), old: dir({ 'a.jsonl': file('one\n') }) },
      act: at => {
        symlinkSync('old', at('projects.tmp'))
        renameSync(at('projects.tmp'), at('projects'))
      },
      fates: { projects: 'recreated' },
    },
    {
      when: 'a directory is replaced by an empty one, and what it held stands in its backup',
      tree: { projects: dir({ 'a.jsonl': file('one\n') }) },
      act: at => {
        renameSync(at('projects'), at('projects.bak'))
        mkdirSync(at('projects'))
      },
      fates: { projects: 'recreated', 'projects/a.jsonl': 'moved' },
      added: ['projects.bak', 'projects.bak/a.jsonl'],
    },
  ])
})

describe('altered', () => {
  specify([
    {
      when: 'modes change',
      tree: { projects: dir(), 'a.jsonl': file('one\n') },
      act: at => {
        chmodSync(at('projects'), 0o700)
        chmodSync(at('a.jsonl'), 0o600)
      },
      fates: { projects: 'altered', 'a.jsonl': 'altered' },
    },
    {
      when: 'a file is given another time of modification',
      tree: { 'a.jsonl': file('one\n') },
      act: at => utimesSync(at('a.jsonl'), 1, 1),
      fates: { 'a.jsonl': 'altered' },
    },
    {
      when: 'a file is written over with its own bytes',
      tree: { 'a.jsonl': file('one\n') },
      act: at => {
        const was = lstatSync(at('a.jsonl')).mtimeMs
        while (lstatSync(at('a.jsonl')).mtimeMs === was) writeFileSync(at('a.jsonl'), 'one\n')
      },
      fates: { 'a.jsonl': 'altered' },
    },
    {
      when: 'a file gets a set-user-ID bit',
      tree: { tool: file('#!/bin/sh\n', { mode: 0o755 }) },
      act: at => chmodSync(at('tool'), 0o4755),
      fates: { tool: 'altered' },
    },
  ])
})

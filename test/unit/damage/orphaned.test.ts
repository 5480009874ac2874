import { cpSync, mkdirSync, renameSync, rmSync, symlinkSync, unlinkSync } from 'node:fs'
import { describe } from 'vitest'
import { dir, file, linkTo } from '../../../fixtures/tree.ts'
import { specify } from './case.ts'

/** Does what `ln -sfn` does. */
function relink(path: string, text: string): void {
  unlinkSync(path)
  symlinkSync(text, path)
}

const old = dir({ 'a.jsonl': file('one\n') })
const tree = { h: dir({ projects: linkTo('{root}/old') }), old, shared: dir() }
const orphaned = {
  fates: { 'h/projects': 'orphaned' },
  orphans: { 'h/projects': 'old/a.jsonl' },
} as const

describe('orphaned', () => {
  specify([
    { when: 'a link is retargeted', tree, act: at => relink(at('h/projects'), at('shared')), ...orphaned },
    {
      when: 'a relative link is retargeted',
      tree: { ...tree, h: dir({ projects: linkTo('../old') }) },
      act: at => relink(at('h/projects'), '../shared'),
      ...orphaned,
    },
    { when: 'a link is removed', tree, act: at => unlinkSync(at('h/projects')), ...orphaned },
    {
      when: 'a link is renamed aside: its files are not read where they were',
      tree,
      act: at => renameSync(at('h/projects'), at('h/projects.bak')),
      ...orphaned,
      added: ['h/projects.bak'],
    },
    {
      when: 'a link to a link is retargeted',
      tree: { ...tree, h: dir({ projects: linkTo('{root}/hop') }), hop: linkTo('old') },
      act: at => relink(at('h/projects'), at('shared')),
      ...orphaned,
    },
    {
      when: 'the link between a link and its files is retargeted: it is told once, of the link that was touched',
      tree: { ...tree, h: dir({ projects: linkTo('{root}/hop') }), hop: linkTo('old') },
      act: at => relink(at('hop'), 'shared'),
      fates: { hop: 'orphaned' },
      orphans: { hop: 'old/a.jsonl' },
    },
    {
      when: 'a link to a file is retargeted',
      tree: { state: linkTo('{root}/real'), real: file('one\n'), other: file('two\n') },
      act: at => relink(at('state'), at('other')),
      fates: { state: 'orphaned' },
      orphans: { state: 'real' },
    },
    {
      when: 'a link is retargeted to a directory with other bytes under the same name',
      tree: { ...tree, shared: dir({ 'a.jsonl': file('other\n') }) },
      act: at => relink(at('h/projects'), at('shared')),
      ...orphaned,
    },
    {
      when: 'a link is retargeted after only some files were copied',
      tree: { ...tree, old: dir({ 'a.jsonl': file('one\n'), 'b.jsonl': file('two\n') }) },
      act: at => {
        cpSync(at('old/a.jsonl'), at('shared/a.jsonl'))
        relink(at('h/projects'), at('shared'))
      },
      fates: { 'h/projects': 'orphaned' },
      orphans: { 'h/projects': 'old/b.jsonl' },
      added: ['shared/a.jsonl'],
    },
    {
      when: 'what a link leads to is renamed, and the link retargeted',
      tree,
      act: at => {
        renameSync(at('old'), at('old.bak'))
        relink(at('h/projects'), at('shared'))
      },
      fates: { old: 'moved', 'old/a.jsonl': 'moved', 'h/projects': 'orphaned' },
      added: ['old.bak', 'old.bak/a.jsonl'],
      orphans: { 'h/projects': 'old/a.jsonl' },
    },
    {
      when: 'files that are read through a nested link only are left behind',
      tree: {
        h: dir({ projects: linkTo('{root}/old') }),
        old: dir({ nested: linkTo('../deep') }),
        deep: old,
      },
      act: at => {
        mkdirSync(at('shared'))
        relink(at('h/projects'), at('shared'))
      },
      fates: { 'h/projects': 'orphaned' },
      added: ['shared'],
      orphans: { 'h/projects': 'deep/a.jsonl' },
    },
    {
      when: 'a directory is removed that holds the only link to files: it fares as what it held',
      tree: { projects: dir({ nested: linkTo('{root}/old') }), old },
      act: at => rmSync(at('projects'), { recursive: true }),
      fates: { projects: 'orphaned', 'projects/nested': 'orphaned' },
      orphans: { 'projects/nested': 'old/a.jsonl' },
    },
    {
      when: 'a home is removed, and another home has a link of the same name and text all along',
      tree: { a: dir({ projects: linkTo('{root}/old') }), b: dir({ projects: linkTo('{root}/old') }), old },
      act: at => rmSync(at('a'), { recursive: true }),
      fates: { a: 'orphaned', 'a/projects': 'orphaned' },
      orphans: { 'a/projects': 'old/a.jsonl' },
    },
    {
      when: 'a home that is a link leads to another home now',
      tree: { h: linkTo('{root}/real'), real: dir({ projects: old }), other: dir() },
      act: at => relink(at('h'), at('other')),
      fates: { h: 'orphaned' },
      orphans: { h: 'real/projects/a.jsonl' },
    },
    {
      when: 'a link to the directory that it lies in is removed',
      tree: { h: dir({ self: linkTo('.'), 'a.jsonl': file('one\n') }) },
      act: at => unlinkSync(at('h/self')),
      fates: { 'h/self': 'orphaned' },
      orphans: { 'h/self': 'h/a.jsonl' },
    },
  ])
})

describe('not orphaned', () => {
  specify([
    {
      when: 'the files were copied into the new target first',
      tree,
      act: at => {
        cpSync(at('old'), at('shared'), { recursive: true })
        relink(at('h/projects'), at('shared'))
      },
      fates: { 'h/projects': 'trivial' },
      added: ['shared/a.jsonl'],
    },
    {
      when: 'the files were moved into the new target first',
      tree,
      act: at => {
        renameSync(at('old/a.jsonl'), at('shared/a.jsonl'))
        relink(at('h/projects'), at('shared'))
      },
      fates: { 'old/a.jsonl': 'moved', 'h/projects': 'trivial' },
      added: ['shared/a.jsonl'],
    },
    {
      when: 'the link is replaced by a directory with a copy',
      tree,
      act: at => {
        unlinkSync(at('h/projects'))
        cpSync(at('old'), at('h/projects'), { recursive: true })
      },
      fates: { 'h/projects': 'trivial' },
      added: ['h/projects/a.jsonl'],
    },
    {
      when: 'the link leads to the same directory by another text',
      tree,
      act: at => relink(at('h/projects'), '../old'),
      fates: { 'h/projects': 'trivial' },
    },
    {
      when: 'the link leads there through another link',
      tree: { ...tree, hop: linkTo('{root}/old') },
      act: at => relink(at('h/projects'), at('hop')),
      fates: { 'h/projects': 'trivial' },
    },
    {
      when: 'the new target has another way to the same files first in its order',
      tree: {
        h: dir({ projects: linkTo('{root}/old') }),
        old: dir({ z: dir({ 'a.jsonl': file('one\n') }) }),
        shared: dir({ alias: linkTo('z') }),
      },
      act: at => {
        renameSync(at('old/z'), at('shared/z'))
        relink(at('h/projects'), at('shared'))
      },
      fates: { 'old/z': 'moved', 'old/z/a.jsonl': 'moved', 'h/projects': 'trivial' },
      added: ['shared/z', 'shared/z/a.jsonl'],
    },
    {
      when: 'a home that is a link is replaced by the directory itself',
      tree: { h: linkTo('{root}/real'), real: dir({ projects: old }) },
      act: at => {
        unlinkSync(at('h'))
        renameSync(at('real'), at('h'))
      },
      fates: { real: 'moved', 'real/projects': 'moved', 'real/projects/a.jsonl': 'moved', h: 'trivial' },
      added: ['h/projects', 'h/projects/a.jsonl'],
    },
    {
      when: 'a link among links to one another is retargeted to the same files',
      tree: {
        one: dir({ back: linkTo('../two'), 'a.jsonl': file('one\n') }),
        two: dir({ back: linkTo('../one') }),
        way: linkTo('one'),
      },
      act: at => relink(at('way'), 'two/back'),
      fates: { way: 'trivial' },
    },
  ])
})

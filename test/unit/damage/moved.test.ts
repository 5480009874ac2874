import {
  appendFileSync,
  cpSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { describe } from 'vitest'
import { dir, fifo, file, hardLinkTo, linkTo, socket } from '../../../fixtures/tree.ts'
import { specify } from './case.ts'

const live = dir({ 'a.jsonl': file('one\n'), repo: dir({ 'b.jsonl': file('two\n') }) })

describe('moved', () => {
  specify([
    {
      when: 'a file is renamed to its backup',
      tree: { 'a.jsonl': file('one\n') },
      act: at => renameSync(at('a.jsonl'), at('a.jsonl.bak')),
      fates: { 'a.jsonl': 'moved' },
      added: ['a.jsonl.bak'],
    },
    {
      when: 'a file is copied elsewhere under another name, and removed',
      tree: { 'a.jsonl': file('one\n'), backups: dir() },
      act: at => {
        cpSync(at('a.jsonl'), at('backups/1'))
        unlinkSync(at('a.jsonl'))
      },
      fates: { 'a.jsonl': 'moved' },
      added: ['backups/1'],
    },
    {
      when: 'a directory is renamed with all that it holds',
      tree: { projects: live },
      act: at => renameSync(at('projects'), at('projects.bak')),
      fates: {
        projects: 'moved',
        'projects/a.jsonl': 'moved',
        'projects/repo': 'moved',
        'projects/repo/b.jsonl': 'moved',
      },
      added: ['projects.bak', 'projects.bak/a.jsonl', 'projects.bak/repo', 'projects.bak/repo/b.jsonl'],
    },
    {
      when: 'an empty directory is renamed',
      tree: { projects: dir() },
      act: at => renameSync(at('projects'), at('projects.bak')),
      fates: { projects: 'moved' },
      added: ['projects.bak'],
    },
    {
      when: 'an empty directory is made elsewhere under its name, and removed',
      tree: { projects: dir(), shared: dir() },
      act: at => {
        mkdirSync(at('shared/projects'))
        rmSync(at('projects'), { recursive: true })
      },
      fates: { projects: 'moved' },
      added: ['shared/projects'],
    },
    {
      when: 'a file is renamed and appended to',
      tree: { 'a.jsonl': file('one\n') },
      act: at => {
        renameSync(at('a.jsonl'), at('b.jsonl'))
        appendFileSync(at('b.jsonl'), 'two\n')
      },
      fates: { 'a.jsonl': 'moved' },
      added: ['b.jsonl'],
    },
    {
      when: 'an empty file is renamed and written to',
      tree: { 'a.jsonl': file('') },
      act: at => {
        renameSync(at('a.jsonl'), at('b.jsonl'))
        appendFileSync(at('b.jsonl'), 'two\n')
      },
      fates: { 'a.jsonl': 'moved' },
      added: ['b.jsonl'],
    },
    {
      when: 'a file is copied, the copy appended to, and the file removed',
      tree: { old: dir({ 'a.jsonl': file('one\n') }), new: dir() },
      act: at => {
        cpSync(at('old/a.jsonl'), at('new/copy.jsonl'))
        appendFileSync(at('new/copy.jsonl'), 'two\n')
        unlinkSync(at('old/a.jsonl'))
      },
      fates: { 'old/a.jsonl': 'moved' },
      added: ['new/copy.jsonl'],
    },
    {
      when: 'two files are put into one, one after the other, and removed',
      tree: { 'a.jsonl': file('one\n'), 'b.jsonl': file('two\n') },
      act: at => {
        writeFileSync(at('all.jsonl'), 'one\ntwo\n')
        unlinkSync(at('a.jsonl'))
        unlinkSync(at('b.jsonl'))
      },
      fates: { 'a.jsonl': 'moved', 'b.jsonl': 'moved' },
      added: ['all.jsonl'],
    },
    {
      when: 'a file is replaced by a directory that holds it',
      tree: { projects: file('one\n') },
      act: at => {
        renameSync(at('projects'), at('tmp'))
        mkdirSync(at('projects'))
        renameSync(at('tmp'), at('projects/original'))
      },
      fates: { projects: 'moved' },
      added: ['projects/original'],
    },
    {
      when: 'a directory is replaced by a link to where its contents were moved',
      tree: { projects: live, shared: dir() },
      act: at => {
        renameSync(at('projects/a.jsonl'), at('shared/a.jsonl'))
        renameSync(at('projects/repo'), at('shared/repo'))
        rmSync(at('projects'), { recursive: true })
        symlinkSync(at('shared'), at('projects'))
      },
      fates: {
        projects: 'moved',
        'projects/a.jsonl': 'moved',
        'projects/repo': 'moved',
        'projects/repo/b.jsonl': 'moved',
      },
      added: ['shared/a.jsonl', 'shared/repo', 'shared/repo/b.jsonl'],
    },
    {
      when: 'a directory is moved with a relative link in it that leads nowhere',
      tree: { projects: dir({ nested: linkTo('../gone'), 'a.jsonl': file('one\n') }) },
      act: at => renameSync(at('projects'), at('projects.bak')),
      fates: { projects: 'moved', 'projects/nested': 'moved', 'projects/a.jsonl': 'moved' },
      added: ['projects.bak', 'projects.bak/a.jsonl', 'projects.bak/nested'],
    },
    {
      when: 'a hard link replaces a name',
      tree: { 'a.jsonl': file('one\n') },
      act: at => {
        linkSync(at('a.jsonl'), at('b.jsonl'))
        unlinkSync(at('a.jsonl'))
      },
      fates: { 'a.jsonl': 'moved' },
      added: ['b.jsonl'],
    },
    {
      when: 'a file is copied and removed, though its bytes stood elsewhere all along as well',
      tree: { 'a.jsonl': file('one\n'), 'z.jsonl': file('one\n') },
      act: at => {
        cpSync(at('a.jsonl'), at('b.jsonl'))
        unlinkSync(at('a.jsonl'))
      },
      fates: { 'a.jsonl': 'moved' },
      added: ['b.jsonl'],
    },
    {
      when: 'a file without a newline at its end is put after what another holds, and removed',
      tree: { 'a.jsonl': file('one') },
      act: at => {
        writeFileSync(at('all.jsonl'), 'zero\none')
        unlinkSync(at('a.jsonl'))
      },
      fates: { 'a.jsonl': 'moved' },
      added: ['all.jsonl'],
    },
    {
      when: 'a file without a newline at its end becomes the first line of another, and is removed',
      tree: { 'a.jsonl': file('one') },
      act: at => {
        writeFileSync(at('all.jsonl'), 'one\ntwo')
        unlinkSync(at('a.jsonl'))
      },
      fates: { 'a.jsonl': 'moved' },
      added: ['all.jsonl'],
    },
    {
      when: 'a FIFO and a socket are renamed',
      tree: { pipe: fifo(), sock: socket() },
      act: at => {
        renameSync(at('pipe'), at('pipe.bak'))
        renameSync(at('sock'), at('sock.bak'))
      },
      fates: { pipe: 'moved', sock: 'moved' },
      added: ['pipe.bak', 'sock.bak'],
    },
  ])
})

describe('merged', () => {
  specify([
    {
      when: 'a file is removed, and one of its name and bytes stood elsewhere all along',
      tree: { old: dir({ 'a.jsonl': file('one\n') }), shared: dir({ 'a.jsonl': file('one\n') }) },
      act: at => unlinkSync(at('old/a.jsonl')),
      fates: { 'old/a.jsonl': 'merged' },
    },
    {
      when: 'a file is removed, and its bytes stood elsewhere all along under another name',
      tree: { 'a.jsonl': file('one\n'), 'copy.jsonl': file('one\n') },
      act: at => unlinkSync(at('a.jsonl')),
      fates: { 'a.jsonl': 'merged' },
    },
    {
      when: 'one name of a file is removed, and the other stays',
      tree: { 'a.jsonl': file('one\n'), 'b.jsonl': hardLinkTo('a.jsonl') },
      act: at => unlinkSync(at('b.jsonl')),
      fates: { 'b.jsonl': 'merged' },
    },
    {
      when: 'a file is removed, and a longer one of its name stood elsewhere, as an older copy is removed',
      tree: { old: dir({ 'a.jsonl': file('one\n') }), shared: dir({ 'a.jsonl': file('one\ntwo\n') }) },
      act: at => unlinkSync(at('old/a.jsonl')),
      fates: { 'old/a.jsonl': 'merged' },
    },
    {
      when: 'a file is put at the end of one that stood there, and removed',
      tree: { old: dir({ history: file('one\n') }), shared: dir({ history: file('two\n') }) },
      act: at => {
        appendFileSync(at('shared/history'), readFileSync(at('old/history')))
        unlinkSync(at('old/history'))
      },
      fates: { 'old/history': 'merged', 'shared/history': 'appended' },
    },
    {
      when: 'a file is put before what stood in another, and removed',
      tree: { old: dir({ history: file('one\n') }), shared: dir({ history: file('two\n') }) },
      act: at => {
        writeFileSync(at('shared/history'), 'one\ntwo\n')
        unlinkSync(at('old/history'))
      },
      fates: { 'old/history': 'merged', 'shared/history': 'merged' },
    },
    {
      when: 'two files change places',
      tree: { 'a.jsonl': file('one\n'), 'b.jsonl': file('two\n') },
      act: at => {
        renameSync(at('a.jsonl'), at('tmp'))
        renameSync(at('b.jsonl'), at('a.jsonl'))
        renameSync(at('tmp'), at('b.jsonl'))
      },
      fates: { 'a.jsonl': 'merged', 'b.jsonl': 'merged' },
    },
    {
      when: 'a directory is removed of which each file stood elsewhere, or was moved there',
      tree: {
        projects: dir({ 'a.jsonl': file('one\n'), 'b.jsonl': file('two\n') }),
        shared: dir({ 'a.jsonl': file('one\n') }),
      },
      act: at => {
        renameSync(at('projects/b.jsonl'), at('shared/b.jsonl'))
        rmSync(at('projects'), { recursive: true })
      },
      fates: { projects: 'merged', 'projects/a.jsonl': 'merged', 'projects/b.jsonl': 'moved' },
      added: ['shared/b.jsonl'],
    },
    {
      when: 'an empty file is removed, and an empty one of its name stood elsewhere all along',
      tree: { old: dir({ 'a.jsonl': file('') }), shared: dir({ 'a.jsonl': file('') }) },
      act: at => unlinkSync(at('old/a.jsonl')),
      fates: { 'old/a.jsonl': 'merged' },
    },
    {
      when: 'an empty file is removed, and one of its name that holds something stood elsewhere',
      tree: { old: dir({ 'a.jsonl': file('') }), shared: dir({ 'a.jsonl': file('one\n') }) },
      act: at => unlinkSync(at('old/a.jsonl')),
      fates: { 'old/a.jsonl': 'merged' },
    },
  ])
})

import { chownSync, lchownSync } from 'node:fs'
import { describe } from 'vitest'
import { dir, file } from '../../../fixtures/tree.ts'
import { specify } from './case.ts'

describe.runIf(process.getuid?.() === 0)('as root', () => {
  specify([
    {
      when: 'the owner of a directory or of a file changes, they are altered',
      tree: { projects: dir({ 'a.jsonl': file('one\n') }) },
      act: at => {
        chownSync(at('projects'), 65534, 65534)
        chownSync(at('projects/a.jsonl'), 65534, 65534)
      },
      fates: { projects: 'altered', 'projects/a.jsonl': 'altered' },
    },
    {
      when: 'only the group changes, they are altered too',
      tree: { projects: dir({ 'a.jsonl': file('one\n') }) },
      act: at => {
        chownSync(at('projects'), 0, 65534)
        chownSync(at('projects/a.jsonl'), 0, 65534)
      },
      fates: { projects: 'altered', 'projects/a.jsonl': 'altered' },
    },
    {
      when: 'only the user changes, they are altered too',
      tree: { projects: dir({ 'a.jsonl': file('one\n') }) },
      act: at => {
        chownSync(at('projects'), 65534, 0)
        chownSync(at('projects/a.jsonl'), 65534, 0)
      },
      fates: { projects: 'altered', 'projects/a.jsonl': 'altered' },
    },
    {
      when: 'they are given to whom they belong already, they are kept',
      tree: { projects: dir({ 'a.jsonl': file('one\n') }) },
      act: at => {
        lchownSync(at('projects'), 0, 0)
        lchownSync(at('projects/a.jsonl'), 0, 0)
      },
      fates: {},
    },
  ])
})

import { readFileSync, statSync } from 'node:fs'
import { extname } from 'node:path'
import { namesIn } from '../../../fixtures/disk/names.ts'
import { orNull } from '../../subjects/or-null.ts'

/** A command of a repository that may link homes. */
export interface Candidate {
  /** The program and its arguments; files are relative to the repository. */
  readonly argv: readonly string[]
  /** An absolute home that its text names, such as `/home/ubuntu`; null where it names none. */
  readonly absoluteHome: string | null
}

/** Where scripts are looked for, in this order. */
const DIRECTORIES = ['', 'scripts/', 'script/', 'bin/', 'deploy/', 'provision/', 'ansible/']
/** How scripts that link are called, in this order. */
const NAMES = [
  'install',
  'setup',
  'bootstrap',
  'provision',
  'link',
  'deploy',
  'init',
  'main',
  'playbook',
  'site',
]
const MAKE_TARGETS = /^(install|setup|bootstrap|provision|link|links|deploy|all)\s*:(?!=)/gmu
/** The ways in which a script makes a symlink. */
const LINKS = /\bln\s+-\w*s|\bln\s+.*--symbolic|\bsymlink|\bstate:\s*link\b/u
/** Scripts are small: a larger file is data, or a bundle. */
const MOST_BYTES = 1 << 20

const INTERPRETERS: Readonly<Record<string, readonly string[]>> = {
  '.sh': ['sh'],
  '.bash': ['bash'],
  '.py': ['python3'],
  '.pl': ['perl'],
  '.js': ['node'],
  '.mjs': ['node'],
  '.cjs': ['node'],
}

/**
 * Finds the scripts, Make targets and Ansible playbooks in a repository that make symlinks, the likeliest first.
 *
 * @example candidatesIn('.').map(({ argv }) => argv.join(' ')) // ['bash install.sh', 'make -s link']
 */
export function candidatesIn(repository: string): Candidate[] {
  return DIRECTORIES.flatMap(directory => {
    const names = orNull(() => namesIn(`${repository}/${directory}`)) ?? []
    return names
      .map(name => ({ name, rank: rankOf(name) }))
      .filter(({ rank }) => rank !== -1)
      .sort((a, b) => a.rank - b.rank)
      .flatMap(({ name }) => candidatesOf(repository, directory + name))
  })
}

/** Makes a candidate of a command, whose arguments may name scripts. */
export function candidateFor(argv: readonly string[]): Candidate {
  const homes = argv.map(word => absoluteHomeIn(orNull(() => textOf(word)) ?? ''))
  return { argv, absoluteHome: homes.find(home => home !== null) ?? null }
}

/** Returns the place of a file's name among `NAMES`; those of a Makefile come last. -1 for any other name. */
function rankOf(name: string): number {
  if (name === 'Makefile' || name === 'makefile' || name === 'GNUmakefile') return NAMES.length
  return NAMES.findIndex(one => new RegExp(`^${one}([-_.].*)?$`, 'u').test(name))
}

function candidatesOf(repository: string, file: string): Candidate[] {
  const text = orNull(() => textOf(`${repository}/${file}`)) ?? ''
  if (!LINKS.test(text)) return []
  return commandsOf(file, text).map(argv => ({ argv, absoluteHome: absoluteHomeIn(text) }))
}

function absoluteHomeIn(text: string): string | null {
  return /\/home\/[a-z_][\w.-]*/u.exec(text)?.[0] ?? null
}

function commandsOf(file: string, text: string): (readonly string[])[] {
  if (/makefile$/iu.test(file)) {
    const isElsewhere = file.includes('/') ? ['-f', file] : []
    return [...text.matchAll(MAKE_TARGETS)].map(([, target = '']) => ['make', '-s', ...isElsewhere, target])
  }
  const kind = extname(file)
  if (kind === '.yml' || kind === '.yaml')
    return /^\s*-?\s*hosts:/mu.test(text)
      ? [['ansible-playbook', '-i', 'localhost,', '-c', 'local', file]]
      : []
  const interpreter = interpreterIn(text) ?? INTERPRETERS[kind]
  return interpreter === undefined ? [] : [[...interpreter, file]]
}

/** Returns the program of a `#!` line without its path: `bash` for `#!/usr/bin/env bash`. */
function interpreterIn(text: string): readonly string[] | null {
  const words = /^#!\s*(\S.*)$/mu.exec(text.slice(0, 256))?.[1]?.split(/\s+/u) ?? []
  const [program, ...rest] = words.map((word, i) => (i === 0 ? (word.split('/').at(-1) ?? '') : word))
  const named = program === 'env' ? rest.filter(word => !word.startsWith('-')) : [program, ...rest]
  return named[0] === undefined || named[0] === '' ? null : named.filter(word => word !== undefined)
}

function textOf(path: string): string {
  const stat = statSync(path)
  return stat.isFile() && stat.size <= MOST_BYTES ? readFileSync(path, 'utf8') : ''
}

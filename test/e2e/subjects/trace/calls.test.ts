import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { dir, file, linkTo } from '../../../../fixtures/tree.ts'
import type { Interceptor } from '../../../../src/subjects/interceptor.ts'
import { buildWorld } from '../../../judging/built-world.ts'
import { lacksBusybox } from '../../../machine/capabilities.ts'
import { lacksTracer, PYTHON, traced, tracedShell } from './traced.ts'

describe.skipIf(lacksTracer)('a program is stopped before each change in the world', () => {
  test('whichever call makes it', async () => {
    await using s = await buildWorld({ old: file('old'), log: file('') })
    const { steps, exit, stops } = await tracedShell(
      s,
      `mkdir d; printf x >f; ln -s f l; ln f h; mv h d/h; chmod 600 f; chown -h 0:0 l; mkfifo p
       truncate -s 3 old; rm l; rmdir d 2>/dev/null; printf y >>log; cp f g`,
    )
    expect(steps).toEqual([
      'mkdir d',
      'create f',
      'write f',
      'symlink l',
      'link f -> h',
      'rename h -> d/h',
      'chmod f',
      'chown l',
      'mknod p',
      'create old',
      'truncate old',
      'unlink l',
      'rmdir d',
      'create log',
      'write log',
      'create g',
      'write g',
      // cp copies until there is nothing left.
      'write g',
    ])
    expect({ exit, stops }).toEqual({ exit: 0, stops: 18 })
  })

  test('however it spells the path', async () => {
    await using s = await buildWorld({ link: linkTo('{root}/a') })
    const { steps } = await tracedShell(
      s,
      `mkdir -p a/b/c; cd a/b; mkdir ./d ../e c//f/; cd c; mkdir "$PWD/../../g"; (cd f && mkdir ../../../../h)`,
    )
    expect(steps.map(step => step.replace('mkdir ', ''))).toEqual([
      'a',
      'a/b',
      'a/b/c',
      'a/b/d',
      'a/e',
      'a/b/c/f',
      'a/g',
      'h',
    ])
  })

  test('and before no other call', async () => {
    await using s = await buildWorld({ f: file('f') })
    const { steps } = await tracedShell(
      s,
      `cat f >../tmp/out; ls -R >/dev/null; mkdir ../tmp/d ../root-beside; test -e f; echo said; chmod 755 .`,
    )
    expect(steps).toEqual([])
    expect(readdirSync(`${s.box}/tmp`).sort()).toEqual(['d', 'out'])
  })

  test('when a rename or a link leads into it or out of it', async () => {
    await using s = await buildWorld({ f: file('f') })
    const { steps } = await tracedShell(
      s,
      `mv f ../tmp/g; mv ../tmp/g h; ln h ../tmp/i; ln ../tmp/i j; mv j .././root/k`,
    )
    expect(steps).toEqual(['rename f', 'rename h', 'link h', 'link j', 'rename j -> k'])
  })

  test.each([
    ['a newline', '"two\nlines"', 'two\nlines'],
    ['bytes that are not UTF-8', "$(printf 'x\\377y')", 'x\udcffy'],
    ['spaces and percent signs', "' %20 '", ' %20 '],
    ['the suffix by which the kernel marks removed files', "'x (deleted)'", 'x (deleted)'],
  ])('whose path holds %s', async (_, word, name) => {
    await using s = await buildWorld()
    const { steps, exit } = await tracedShell(s, `mkdir ${word}; cd ${word}; mkdir in; echo x >in/${word}`)
    expect(steps).toEqual([
      `mkdir ${name}`,
      `mkdir ${name}/in`,
      `create ${name}/in/${name}`,
      `write ${name}/in/${name}`,
    ])
    expect(exit).toBe(0)
  })

  test('from a directory that was removed, but not before a write to a removed file', async () => {
    await using s = await buildWorld()
    const { steps } = await tracedShell(
      s,
      `mkdir a a/b; exec 5>a/b/f; rm a/b/f; echo x >&5; cd a/b; rmdir ../b; /bin/mkdir ../c; /bin/mkdir d`,
    )
    expect(steps).toEqual([
      'mkdir a',
      'mkdir a/b',
      'create a/b/f',
      'unlink a/b/f',
      'rmdir a/b',
      'mkdir a/c',
      'mkdir a/b/d',
    ])
  })

  test('and before each look, when all calls are intercepted', async () => {
    await using s = await buildWorld({ d: dir({ f: file('f') }), l: linkTo('d/f') })
    const script = `
import os
os.stat('d'); os.lstat('l'); os.access('d/f', os.R_OK); os.readlink('l'); os.listdir('d'); os.chdir('d')
open('f').close(); open('new', 'w').close()`
    const { steps } = await traced(s, [...PYTHON, script], { intercept: 'all' })
    expect(steps).toEqual([
      'look: stat d',
      'look: stat l',
      'look: access d/f',
      'look: readlink l',
      'look: open d',
      'look: readdir d',
      'look: readdir d',
      'look: chdir d',
      'look: open d/f',
      'create d/new',
    ])
  })
})

describe.skipIf(lacksTracer)('in any language', () => {
  const STEPS = ['mkdir a', 'mkdir a/b', 'create a/b/f', 'write a/b/f', 'rename a/b/f -> a/g', 'symlink a/l']
  const LINKS_IN_PYTHON = `
import os
os.makedirs('a/b')
with open('a/b/f', 'w') as f: f.write('x')
os.replace('a/b/f', 'a/g')
os.symlink('g', 'a/l')`
  const LINKS_IN_NODE = `
import { mkdir, writeFile, rename, symlink } from 'node:fs/promises'
await mkdir('a'); await mkdir('a/b')
await writeFile('a/b/f', 'x')
await rename('a/b/f', 'a/g')
await symlink('g', 'a/l')`

  const LINKS_IN_SHELL = 'mkdir -p a/b; echo x >a/b/f; mv a/b/f a/g; ln -s g a/l'

  const stopped = async (argv: readonly string[], program: string) => {
    await using s = await buildWorld()
    const { steps, by, exit, output } = await traced(s, argv)
    expect({ steps, exit, output }).toEqual({ steps: STEPS, exit: 0, output: '' })
    expect(by.at(-1)).toBe(program)
  }
  test.each([
    ['a shell that forks', ['sh', '-c', LINKS_IN_SHELL], 'ln'],
    ['Python', [...PYTHON, LINKS_IN_PYTHON], 'python3'],
    ['the threads of Node', [process.execPath, '--input-type=module', '-e', LINKS_IN_NODE], 'node'],
  ] as const)('%s is stopped', (_, argv, program) => stopped(argv, program))

  test.skipIf(lacksBusybox)('a static program is stopped', () =>
    stopped(['busybox', 'sh', '-c', LINKS_IN_SHELL.replaceAll(/(?=mkdir|mv|ln)/g, 'busybox ')], 'busybox'),
  )

  test.skipIf(lacksBusybox)('a static program receives the errno', async () => {
    await using s = await buildWorld()
    const interceptor: Interceptor = ({ call }) => (call === 'symlink' ? { errno: 'EROFS' } : 'continue')
    expect(await traced(s, ['busybox', 'ln', '-s', 'g', 'l'], { interceptor })).toMatchObject({
      exit: 1,
      output: 'ln: l: Read-only file system\n',
    })
  })
})

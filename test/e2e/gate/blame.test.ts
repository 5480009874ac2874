import { chmodSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { flatten } from '../../../fixtures/disk/flat-tree.ts'
import { PLAIN_ROOT } from '../../../fixtures/states/world-spec.ts'
import { tempDir } from '../../../fixtures/temp/temp-dir.ts'
import { dir, file, linkTo, type Tree } from '../../../fixtures/tree.ts'
import { harnessFor } from '../../../src/experiments/harness.ts'
import { blameReport, blameText } from '../../../src/gate/report/words/blame-text.ts'
import { type Blame, blameFor } from '../../../src/gate/shrink/blame.ts'
import { LAWS, type LawId } from '../../../src/laws/index.ts'
import type { Trouble } from '../../../src/observation/trouble.ts'
import { command } from '../../../src/subjects/command/command.ts'
import { fn } from '../../../src/subjects/fn.ts'
import { port } from '../../../src/subjects/port/port.ts'
import type { Subject } from '../../../src/subjects/subject.ts'
import { gateOptions, ONE } from '../../judging/gate.ts'
import { lacksBwrap } from '../../machine/capabilities.ts'
import { removesFirst } from '../../reconcilers/broken-ports.ts'

const LIVE = { a: dir({ projects: dir({ 'only.jsonl': file('only') }) }), shared: dir() }

interface Asked {
  readonly tree?: Tree
  readonly law?: LawId
  readonly trouble?: Trouble
}

/** What is blamed for what a subject does to a live directory. */
async function blameOf(
  subject: Subject,
  { tree = LIVE, law = 'keeps-data', trouble }: Asked = {},
): Promise<Blame | null> {
  await using temp = await tempDir()
  const [judge] = LAWS.filter(({ id }) => id === law)
  if (judge === undefined) throw new Error(`there is no law ${law}`)
  const spec = { deployment: ONE, tree: flatten(tree), rootName: PLAIN_ROOT }
  const sought = { law: judge, trouble: trouble ?? null }
  return await blameFor(sought, spec, harnessFor(temp, subject, gateOptions()))
}

interface Said extends Asked {
  /** Further files beside the script. */
  readonly beside?: Readonly<Record<string, string>>
}

/** The same for a script, as the report says it; the name of a temp directory is left out. */
async function saidOf(
  script: string,
  by: readonly string[],
  { beside = {}, ...more }: Said = {},
): Promise<string[]> {
  await using temp = await tempDir()
  const path = `${temp.path}/link.sh`
  writeFileSync(path, script)
  chmodSync(path, 0o755)
  for (const [name, text] of Object.entries(beside)) writeFileSync(`${temp.path}/${name}`, text)
  const called = by.map(word => word.replace('{script}', path).replace('{folder}', temp.path))
  const subject = await command(called).prepare?.(temp.path)
  const blame = subject && (await blameOf(subject, more))
  return blame === undefined || blame === null
    ? []
    : blameText(blameReport(blame)).map(line => line.replaceAll(temp.path, '{folder}'))
}

describe.skipIf(lacksBwrap)('the line of a script that did it', () => {
  const SCRIPT = `#!/bin/sh
mkdir -p a shared
forced() {
  rm -rf "$1" 2>/dev/null
  ln -s "$2" "$1"
}
for name in projects; do
  forced "a/$name" "$PWD/shared"
done
`
  const SAID = [
    'The line that did it: {folder}/link.sh:4: rm -rf "$1" 2>/dev/null',
    '  (unlink of `a/projects/only.jsonl`, by the process `rm -rf a/projects`)',
  ]

  test.each([
    ['run by bash', ['bash', '{script}']],
    ['run by sh, which does not tell its lines', ['sh', '{script}']],
    ['that names its shell itself', ['{script}']],
    ['that another script starts', ['bash', '-c', 'bash "$0"', '{script}']],
  ])('%s', async (_, by) => {
    expect(await saidOf(SCRIPT, by)).toEqual(SAID)
  })

  test('that another script reads', async () => {
    const beside = { 'more.sh': 'rm -r a/projects\n' }
    expect(await saidOf('. "$1"\n', ['bash', '{script}', '{folder}/more.sh'], { beside })).toEqual([
      'The line that did it: {folder}/more.sh:1: rm -r a/projects',
      '  (unlink of `a/projects/only.jsonl`, by the process `rm -r a/projects`)',
    ])
  })

  test('that stands on the command line', async () => {
    expect(await saidOf('', ['bash', '-c', 'mkdir -p a\nrm -r a/projects'])).toEqual([
      'The line that did it: line 2: rm -r a/projects',
      '  (unlink of `a/projects/only.jsonl`, by the process `rm -r a/projects`)',
    ])
  })

  test('where the shell does it itself', async () => {
    const tree = { a: dir({ projects: file('only') }) }
    expect(await saidOf('true\necho new >a/projects\n', ['bash', '{script}'], { tree })).toEqual([
      'The line that did it: {folder}/link.sh:2: echo new >a/projects',
      '  (create of `a/projects`, by the process `bash {folder}/link.sh`)',
    ])
  })

  test('where the line only says "$@", what was run', async () => {
    const script = 'run() {\n  "$@"\n}\nrun rm -r a/projects\n'
    const [line] = await saidOf(script, ['bash', '{script}'])
    expect(line).toBe('The line that did it: {folder}/link.sh:2: rm -r a/projects')
  })

  test('where somebody else came in between', async () => {
    const script = '[ -e a/projects ] || [ -L a/projects ] || ln -sfT "$PWD/shared" a/projects\n'
    const before = {
      among: 'changes',
      index: 0,
      call: 'symlink',
      path: 'a/projects',
      nth: 1,
      volatileNames: [],
    } as const
    const said = await saidOf(script, ['bash', '{script}'], {
      law: 'yields-to-others',
      tree: { a: dir(), shared: dir() },
      trouble: { kind: 'intrusion', before, path: 'a/projects', makes: 'file' },
    })
    expect(said[0]).toBe(`The line that did it: {folder}/link.sh:1: ${script.trim()}`)
    expect(said[1]).toMatch(
      /^ {2}\(rename of `a\/Cu\w+` to `a\/projects`, by the process `ln -sfT \{root\}\/shared a\/projects`\)$/,
    )
  })

  test('is safe to print, whatever stands there', async () => {
    const said = await saidOf('rm -r a/pro* # \u001b[31m\n', ['bash', '{script}'])
    expect(said[0]).toBe('The line that did it: {folder}/link.sh:1: rm -r a/pro* # \\x1b[31m')
  })
})

/** The one that users have; the first on the path may be a shim. */
const PYTHON = '/usr/bin/python3'

describe.skipIf(lacksBwrap)('the line of a script in another language', () => {
  const REMOVES = {
    'link.py': `import os, shutil
def clear(path):
    shutil.rmtree(path)
os.makedirs('shared', exist_ok=True)
clear('a/projects')
`,
    'link.mjs': `import { mkdirSync, rmSync } from 'node:fs'
const clear = path => rmSync(path, { recursive: true })
mkdirSync('shared', { recursive: true })
clear('a/projects')
`,
    'later.mjs': `import { mkdir, unlink } from 'node:fs/promises'
await Promise.all([
  mkdir('shared', { recursive: true }),
  unlink('a/projects/only.jsonl'),
  mkdir('other', { recursive: true }),
])
`,
    'starts.py': `import subprocess
subprocess.run(['true'])
subprocess.run(['rm', '-r', 'a/projects'], check=True)
subprocess.run(['true'])
`,
    'starts.cjs': `const { execFileSync } = require('child_process')
execFileSync('rm', ['-r', 'a/projects'])
`,
  }
  const did = 'The line that did it: {folder}/'

  test.each([
    ['Python', [PYTHON, '{folder}/link.py'], 'link.py:3: shutil.rmtree(path)'],
    [
      'JavaScript',
      ['node', '{folder}/link.mjs'],
      'link.mjs:2: const clear = path => rmSync(path, { recursive: true })',
    ],
    [
      'JavaScript, of several calls at once',
      ['node', '{folder}/later.mjs'],
      "later.mjs:4: unlink('a/projects/only.jsonl'),",
    ],
    [
      'Python, which starts a program',
      [PYTHON, '{folder}/starts.py'],
      "starts.py:3: subprocess.run(['rm', '-r', 'a/projects'], check=True)",
    ],
    [
      'JavaScript, which starts a program',
      ['node', '{folder}/starts.cjs'],
      "starts.cjs:2: execFileSync('rm', ['-r', 'a/projects'])",
    ],
  ])('%s', async (_, by, line) => {
    const [said] = await saidOf('', by, { beside: REMOVES })
    expect(said).toBe(did + line)
  })

  test.each([
    ['Python', `${PYTHON} "$1"`, 'link.py:3: shutil.rmtree(path)'],
    ['Python, in place of itself', `exec ${PYTHON} "$1"`, 'link.py:3: shutil.rmtree(path)'],
    ['JavaScript', 'node "$1" | cat', 'link.mjs:2: const clear = path => rmSync(path, { recursive: true })'],
    [
      'a program of Python',
      `${PYTHON} "$1"`,
      "starts.py:3: subprocess.run(['rm', '-r', 'a/projects'], check=True)",
    ],
  ])('that a wrapper in bash starts: %s', async (_, wrapper, line) => {
    const [started] = line.split(':')
    const by = ['bash', '{script}', `{folder}/${started}`]
    const [said] = await saidOf(`set -e\n${wrapper}\n`, by, { beside: REMOVES })
    expect(said).toBe(did + line)
  })

  test('the wrapper, where the script stands on its line', async () => {
    const script = `true\n${PYTHON} -c 'import os; os.remove("a/projects/only.jsonl")'\n`
    const [said] = await saidOf(script, ['bash', '{script}'])
    expect(said).toBe(`The line that did it: {folder}/link.sh:2: ${script.split('\n')[1]}`)
  })

  test('what stands on the command line', async () => {
    expect(await saidOf('', [PYTHON, '-c', 'import shutil\nshutil.rmtree("a/projects")'])).toEqual([
      'The line that did it: line 2: os.remove only.jsonl',
      expect.stringContaining('unlink of `a/projects/only.jsonl`, by the process `/usr/bin/python3 -c'),
    ])
    const [said] = await saidOf('', ['node', '-e', 'fs.rmSync("a/projects", { recursive: true })'])
    expect(said).toBe('The line that did it: line 1: rmSync a/projects')
  })
})

describe.skipIf(lacksBwrap)('where no line is known', () => {
  test('the process and its arguments', async () => {
    const perl = 'unlink("a/projects/only.jsonl")'
    expect(await saidOf('', ['perl', '-e', perl])).toEqual([
      `The call that did it: unlink of \`a/projects/only.jsonl\`, by the process \`perl -e ${perl}\``,
    ])
  })

  test('a script that does otherwise by bash than by its own shell is not run by it', async () => {
    const script = '[ -n "$BASH_VERSION" ] || rm -r a/projects\n'
    expect(await saidOf(script, ['sh', '{script}'])).toEqual([
      'The call that did it: unlink of `a/projects/only.jsonl`',
    ])
  })

  test('the call alone, of code in this process', async () => {
    const blame = await blameOf(port('removes', removesFirst))
    expect(blame && blameText(blameReport(blame))).toEqual([
      'The call that did it: unlink of `a/projects/only.jsonl`',
    ])
  })
})

describe('nothing is blamed', () => {
  test('for what is said or left undone', async () => {
    expect(
      await blameOf(
        port('says so', async () => {}),
        { law: 'tells-the-truth' },
      ),
    ).toBeNull()
  })

  test('where it does not break again', async () => {
    expect(await blameOf(port('rests', async () => {}))).toBeNull()
  })

  test('of a function that cannot be stopped', async () => {
    const removes = fn('removes', async ([home = '']) => {
      const { rmSync } = await import('node:fs')
      rmSync(`${home}/projects`, { recursive: true })
    })
    expect(await blameOf(removes)).toBeNull()
  })
})

test('a link that is replaced, moved and made again: the call after which it did not lead there any more', async () => {
  const retargets = port('retargets', async ([home = ''], [link], root, fs) => {
    await fs.rename(`${home}/projects`, `${root}/aside`)
    await fs.rename(`${root}/aside`, `${home}/projects`)
    await fs.unlink(`${home}/projects`)
    await fs.symlink(link?.target ?? '', `${home}/projects`)
  })
  const tree = { a: dir({ projects: linkTo('{root}/old') }), old: dir({ 'only.jsonl': file('only') }) }
  const blame = await blameOf(retargets, { tree })
  expect(blame?.step).toMatchObject({ call: 'unlink', path: 'a/projects' })
})

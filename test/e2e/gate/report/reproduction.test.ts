import { spawnSync } from 'node:child_process'
import { existsSync, lstatSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DEFAULT_DEPLOYMENT } from '../../../../fixtures/deployment.ts'
import { WRITTEN_AT } from '../../../../fixtures/disk/build.ts'
import { flatten, nest } from '../../../../fixtures/disk/flat-tree.ts'
import { worlds } from '../../../../fixtures/states/random-worlds.ts'
import { fixedStates } from '../../../../fixtures/states/small-states.ts'
import { hasPermissions, PLAIN_ROOT, type WorldSpec } from '../../../../fixtures/states/world-spec.ts'
import { tempDir } from '../../../../fixtures/temp/temp-dir.ts'
import { dir, file, linkTo, type Tree } from '../../../../fixtures/tree.ts'
import type { GateOptions } from '../../../../src/gate/options.ts'
import type { Counterexample, ListedEntry } from '../../../../src/gate/report/counterexample.ts'
import { reproduction } from '../../../../src/gate/report/reproduction.ts'
import type { Invocation } from '../../../../src/subjects/subject.ts'
import { judgeScript, lawIn, ONE } from '../../../judging/gate.ts'
import { lacks, lacksBwrap } from '../../../machine/capabilities.ts'
import { LN_SFN, REMOVES } from '../../../reconcilers/shell-scripts.ts'

const BARE: Invocation = {
  ...{ argv: ['true'], sandbox: 'none', network: false, mount: null },
  ...{ stub: [], env: {}, stdin: null, setup: null, again: null },
}

/** What a reproduction script prints where it is run, cut at its headings. */
function run(script: string, temp: string, env: Record<string, string> = {}) {
  const { stdout, stderr } = spawnSync('sh', ['-c', script], {
    encoding: 'utf8',
    cwd: process.cwd(),
    env: { PATH: process.env['PATH'] ?? '', TMPDIR: temp, ...env },
  })
  const [, before = '', output = '', exit = '', after = '', root = ''] =
    /^-- before\n(.*)-- the command\n(.*)-- exit (\d+)\n-- after\n(.*)-- the world is in (.*)\n$/s.exec(
      stdout,
    ) ?? []
  expect(root, `${stdout}\n${stderr}`).not.toBe('')
  return { before: listed(before), after: listed(after), output, exit: Number(exit), root, stdout, stderr }
}

/** The lines of `ls -ld`, as `type path`, without the root itself. */
function listed(text: string): string[] {
  return [...text.matchAll(/^([-dlps])\S+ .*? \.\/([^\n]*?)(?: -> [^\n]*)?$/gm)]
    .map(([, type = '', path = '']) => `${type} ${path}`)
    .sort()
}

const LETTERS: Readonly<Record<ListedEntry['type'], string>> = {
  dir: 'd',
  file: '-',
  link: 'l',
  fifo: 'p',
  socket: 's',
  device: 'c',
}

function inLetters(entries: readonly ListedEntry[]): string[] {
  return entries.map(({ path, type }) => `${LETTERS[type]} ${path}`).sort()
}

async function expectBuilt(spec: WorldSpec): Promise<void> {
  await using temp = await tempDir()
  const { root, exit } = run(reproduction(spec, BARE), temp.path)
  expect(exit).toBe(0)
  expect(root).toMatchTree(nest(spec.tree))
}

function spec(tree: Tree, rootName = PLAIN_ROOT): WorldSpec {
  return { tree: flatten(tree), deployment: ONE, rootName }
}

describe('the script builds the world that it stands for', () => {
  test('whatever is in it', { timeout: 60_000 }, async () => {
    const all = [
      ...fc.sample(worlds(), { numRuns: 25, seed: 4 }),
      ...fixedStates(ONE).filter((_, i) => i % 9 === 0),
    ]
    // Nobody but root could look into what is closed.
    const open = all.filter(one => process.getuid?.() === 0 || !hasPermissions(one))
    for (const one of open) await expectBuilt(one)
  })

  test('with names and bytes that a shell would take apart', async () => {
    const odd = [
      '-n',
      '-',
      '--help',
      'end\n',
      '\n\n',
      "it's",
      '"$HOME"',
      '`id`',
      '\\033',
      '%s',
      ' ',
      '\udcff\n',
    ]
    await expectBuilt(spec(Object.fromEntries(odd.map(name => [name, file(name)]))))
    await expectBuilt(spec(Object.fromEntries(odd.map(name => [name, linkTo(`{root}/${name}`)]))))
    await expectBuilt(spec({ f: file('-rf\0\u001b%d\\n\n\n') }, 'a root\n'))
    const lines = ['\n', '--help\n', "it's %d\\n\u001b\n", 'a\0b\n', '\udcff\n']
    for (const line of lines)
      await expectBuilt(spec({ f: file(`${line.repeat(5000)}-rest`), g: file(line.repeat(9)) }))
  })

  test('and is short where a file is long', () => {
    const script = reproduction(spec({ f: file(`${'{"type":"user"}\n'.repeat(99_999)}end`) }), BARE)
    expect(script.length).toBeLessThan(5000)
  })

  test('all of it as old as it was', async () => {
    await using temp = await tempDir()
    const tree = { d: dir({ f: file('four') }), l: linkTo('d'), e: file('') }
    const { root } = run(reproduction(spec(tree), BARE), temp.path)
    const later = ['d', 'd/f', 'l', 'e'].map(path => lstatSync(`${root}/${path}`).mtimeMs / 1000 - WRITTEN_AT)
    expect(later).toEqual([0, 4, 0, 0])
  })
})

describe('the script runs the command', () => {
  test('as the gate does: in the world, with its request, and with nothing of the caller', async () => {
    await using temp = await tempDir()
    const argv = [
      'sh',
      '-c',
      'pwd; cat; echo; env; printf "%s\\n" "$@"',
      '-',
      '{homes}',
      'package.json',
      '{request}',
      '',
    ]
    const env = {
      CLAUDE_CONFIG_DIR: '/home/me/.claude',
      XDG_CONFIG_HOME: '/home/me/.config',
      HOME: '/home/me',
    }
    const { output, root } = run(reproduction(spec({}), { ...BARE, argv }), temp.path, env)
    const box = root.slice(0, root.lastIndexOf('/'))
    expect(output.split('\n').slice(0, 2)).toEqual([
      root,
      JSON.stringify({ homes: [`${root}/a`], required: [{ name: 'projects', target: `${root}/shared` }] }),
    ])
    expect(output).toContain(`\nHOME=${root}\n`)
    expect(output).not.toContain('/home/me')
    expect(output.split('\n').slice(-5)).toEqual([
      `${root}/a`,
      `${process.cwd()}/package.json`,
      `${box}/tmp/request.json`,
      '',
      '',
    ])
  })

  test('with the same programs stubbed', async () => {
    await using temp = await tempDir()
    const stubbed = {
      ...BARE,
      argv: ['systemctl-of-a-test', 'restart'],
      stub: ['systemctl-of-a-test', "it's"],
    }
    expect(run(reproduction(spec({}), stubbed), temp.path).exit).toBe(0)
  })

  describe.each(['bwrap', 'unshare'] as const)('in %s', sandbox => {
    test.skipIf(lacks(sandbox))('and not where the gate had the world mounted', async () => {
      await using temp = await tempDir()
      await using real = await tempDir()
      const text = `touch ${real.path}/outside /etc/outside; pwd; touch here`
      const confined = { ...BARE, argv: ['sh', '-c', text], sandbox, stub: ['apt-get'] }
      const seen = run(reproduction(spec({ a: dir() }), confined), temp.path)
      expect(seen.after).toEqual(['- here', 'd a'])
      expect(real.path).toMatchTree({})
      for (const mount of ['/home/ubuntu-is-not-here', '/mnt']) {
        const tree = { link: linkTo('{root}/a'), a: file('in the world\n') }
        const argv = ['sh', '-c', `pwd; cat ${mount}/link; touch ${mount}/new; cat`]
        const { output, after } = run(reproduction(spec(tree), { ...confined, argv, mount }), temp.path)
        expect(output).toBe(
          `${mount}\nin the world\n${JSON.stringify({ homes: [`${mount}/a`], required: [{ name: 'projects', target: `${mount}/shared` }] })}`,
        )
        expect(after).toEqual(['- a', '- new', 'l link'])
      }
      expect(existsSync('/mnt/new')).toBe(false)
    })
  })
})

describe.skipIf(lacksBwrap)('the script of a counterexample shows the same loss', () => {
  const MOUNT = '/home/ubuntu-is-not-here'
  const CASES: readonly (readonly [string, string, Partial<GateOptions>])[] = [
    ['ln -sfn', LN_SFN, {}],
    ['rm -rf', REMOVES, {}],
    ['rm -rf without a sandbox', REMOVES, { sandbox: 'none' }],
    ['rm -rf of a path that is written into it', REMOVES.replaceAll('$HOME', MOUNT), { mount: MOUNT }],
  ]
  test.each(CASES)('%s', async (_, text, options) => {
    await using temp = await tempDir()
    const report = await judgeScript(text, {
      laws: ['keeps-data'],
      sample: { index: 1, count: 12 },
      ...options,
    })
    const { counterexample } = lawIn(report, 'keeps-data')
    const { script, before, after, exit } = shown(counterexample)
    const again = run(script, temp.path)
    expect([again.before, again.after, again.exit]).toEqual([inLetters(before), inLetters(after), exit])
  })

  test('for the usual homes, where only one of them is perturbed', async () => {
    await using temp = await tempDir()
    const text = LN_SFN.replaceAll('/a', '/.claude-compte1').replaceAll('shared', '.claude-projects-shared')
    const all = `${text}\nfor l in session-env file-history projects; do for h in 1 2; do mkdir -p "$HOME/.claude-compte$h" "$HOME/.claude-$l-shared"; ln -sfn "$HOME/.claude-$l-shared" "$HOME/.claude-compte$h/$l" || exit 1; done; done`
    const part = { laws: ['keeps-data'], sample: { index: 1, count: 12 } } as const
    const report = await judgeScript(all, { deployment: DEFAULT_DEPLOYMENT, ...part })
    const { script, before, after } = shown(lawIn(report, 'keeps-data').counterexample)
    const again = run(script, temp.path)
    expect([again.before, again.after]).toEqual([inLetters(before), inLetters(after)])
  })
})

function shown(counterexample: Counterexample | null) {
  if (counterexample?.script == null) throw new Error('there is no script')
  return { ...counterexample, script: counterexample.script }
}

import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { dir, file, linkTo, type Tree, world } from '../../../fixtures/index.ts'
import { lacksBwrap } from '../../machine/capabilities.ts'
import { REPOSITORY } from '../nested-project.ts'
import { readAction } from './action.ts'

const ACTION = readAction()
const [SET_UP, GATE] = ACTION.steps

/** A program that notes its name and arguments in `calls`, and then runs some lines. */
const stub = (lines = '') => file(`#!/bin/sh\necho "\${0##*/} $*" >>"$CALLS"\n${lines}\n`, { mode: 0o755 })

/** Runs a step of the action as GitHub does, with `bin` first on the path. */
function ranStep(
  step: (typeof ACTION.steps)[number] | undefined,
  root: string,
  {
    inputs = {},
    path = `${root}/bin:${process.env['PATH']}`,
  }: {
    readonly inputs?: Readonly<Record<string, string>>
    readonly path?: string
  } = {},
) {
  const filled = (expression: string) => {
    const name = expression.replace(/^inputs\./u, '')
    return inputs[name] ?? ACTION.inputs[name] ?? expression
  }
  const env = {
    ...{ PATH: path, HOME: root, CI: 'true', GITHUB_ACTIONS: 'true', GITHUB_ACTION_PATH: REPOSITORY },
    ...{ GITHUB_WORKSPACE: root, GITHUB_STEP_SUMMARY: `${root}/summary.md`, CALLS: `${root}/calls` },
    ...Object.fromEntries(
      Object.entries(step?.env ?? {}).map(([name, expression]) => [name, filled(expression)]),
    ),
  }
  const bash = ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step?.run ?? 'exit 99']
  const { status, stdout, stderr } = spawnSync('/bin/bash', bash, { cwd: root, env, encoding: 'utf8' })
  return { status, output: stdout + stderr }
}

describe('action.yml', () => {
  test('is a composite action of steps for bash', () => {
    expect(ACTION.using).toBe('composite')
    expect(ACTION.steps.map(({ name, shell }) => ({ name, shell }))).toEqual([
      { name: 'Set up the sandbox', shell: 'bash' },
      { name: 'Run the gate', shell: 'bash' },
    ])
  })

  test('uses each input, none that it does not declare, and puts none into a script', () => {
    const used = [...ACTION.text.matchAll(/\$\{\{ inputs\.([\w-]+) \}\}/gu)].map(([, name]) => name)
    expect(used.sort()).toEqual(Object.keys(ACTION.inputs).sort())
    for (const { run } of ACTION.steps) expect(run).not.toContain('${{')
  })
})

describe('its first step', () => {
  /** A machine on which every program that the step may start is a stub. */
  const machine = (programs: Tree) => ({
    calls: file(''),
    bin: dir({ uname: stub('echo Linux'), id: stub('echo 1001'), sudo: stub('"$@"'), ...programs }),
  })
  const calls = async (programs: Tree) => {
    await using w = await world(machine(programs))
    const ran = ranStep(SET_UP, w.root, { path: w.path('bin') })
    const called = readFileSync(w.path('calls'), 'utf8').trimEnd().split('\n')
    return { ...ran, called: called.filter(line => !/^(uname|id)\b/u.test(line)) }
  }
  const PROBE = 'bwrap --unshare-all --ro-bind / / true'

  test('changes nothing where bubblewrap works', async () => {
    expect(await calls({ bwrap: stub(), python3: stub() })).toEqual({
      status: 0,
      output: '',
      called: [PROBE],
    })
  })

  test('installs what is missing, by sudo', async () => {
    const { status, called } = await calls({ bwrap: stub(), 'apt-get': stub() })
    expect({ status, called }).toEqual({
      status: 0,
      called: [
        'sudo apt-get update --quiet',
        'apt-get update --quiet',
        'sudo apt-get install --quiet --yes --no-install-recommends python3',
        'apt-get install --quiet --yes --no-install-recommends python3',
        PROBE,
      ],
    })
  })

  test('installs it without sudo, where it is root', async () => {
    const { called } = await calls({ python3: stub(), 'apt-get': stub(), id: stub('echo 0') })
    expect(called).toEqual([
      'apt-get update --quiet',
      'apt-get install --quiet --yes --no-install-recommends bubblewrap',
    ])
  })

  test('lets users make namespaces, where only the restriction of Ubuntu 24.04 is in the way', async () => {
    const restriction = 'kernel.apparmor_restrict_unprivileged_userns'
    const sysctl = stub('[ "$1" != -n ] || echo 1')
    const { called } = await calls({ bwrap: stub('exit 1'), python3: stub(), sysctl })
    expect(called).toEqual([
      PROBE,
      `sysctl -n ${restriction}`,
      `sudo sysctl -w ${restriction}=0`,
      `sysctl -w ${restriction}=0`,
    ])
  })

  test('leaves it to the gate to say that no sandbox works elsewhere', async () => {
    const { status, called } = await calls({ bwrap: stub('exit 1'), python3: stub(), sysctl: stub('echo 0') })
    expect({ status, called }).toMatchObject({ status: 0, called: [PROBE, expect.stringContaining('-n')] })
  })

  test('fails where the package cannot be installed, and on another system', async () => {
    expect(await calls({ python3: stub(), 'apt-get': stub('exit 100') })).toMatchObject({ status: 100 })
    expect(await calls({ uname: stub('echo Darwin') })).toEqual({
      status: 2,
      output: '::error::The gate needs a Linux runner.\n',
      called: [],
    })
  })
})

describe('its second step', () => {
  const INSTALLED = {
    node_modules: dir({
      '.bin': dir({ 'vitest-shared-links': linkTo(`${REPOSITORY}dist/src/cli/main.js`) }),
    }),
  }
  const HERE = 'for home in a b; do mkdir -p "$HOME/$home" "$HOME/shared"; done\n'
  const FORCES = file(`${HERE}for home in a b; do ln -sfn "$HOME/shared" "$HOME/$home/projects"; done\n`)
  const QUICK = '--law keeps-data --sample 1/40 --home a --home b --link projects=shared'

  test.skipIf(lacksBwrap)('judges the command of its input, and annotates the line', async () => {
    await using w = await world({ ...INSTALLED, 'my install.sh': FORCES })
    const { status, output } = ranStep(GATE, w.root, {
      inputs: { command: 'bash "my install.sh"', flags: `${QUICK}\n--waive ends='it is quick'` },
    })
    expect(status).toBe(1)
    expect(output).toContain('::error file=my install.sh,line=2,title=keeps-data')
    expect(readFileSync(w.path('summary.md'), 'utf8')).toContain('keeps-data')
  })

  test.skipIf(lacksBwrap)('judges the command of the config', async () => {
    const script = file(
      `${HERE}for home in a b; do [ -L "$HOME/$home/projects" ] || ln -sT "$HOME/shared" "$HOME/$home/projects" || exit; done\n`,
    )
    await using w = await world({
      ...INSTALLED,
      'install.sh': script,
      'shared-links.config.json': file(
        JSON.stringify({
          gate: { command: ['bash', 'install.sh'], homes: ['a', 'b'], links: { projects: 'shared' } },
        }),
      ),
    })
    const ran = ranStep(GATE, w.root, { inputs: { flags: '--law keeps-data --sample 1/40' } })
    expect(ran).toMatchObject({ status: 0, output: expect.stringContaining('✓ keeps-data') })
  })

  const calls = async (inputs: Readonly<Record<string, string>>) => {
    const npx = stub('[ "$1" = --yes ] || exit 1')
    await using w = await world({ calls: file(''), bin: dir({ npx }) })
    const { status } = ranStep(GATE, w.root, { inputs })
    return { status, called: readFileSync(w.path('calls'), 'utf8').trimEnd().split('\n') }
  }

  test('fetches the version that the action comes with, where the repository has not installed the gate', async () => {
    const { version } = JSON.parse(readFileSync(`${REPOSITORY}package.json`, 'utf8'))
    expect(await calls({ command: 'bash install.sh' })).toEqual({
      status: 0,
      called: [
        'npx --no-install vitest-shared-links --version',
        `npx --yes vitest-shared-links@${version} gate --require-all -- bash install.sh`,
      ],
    })
  })

  test('expands nothing in its inputs, and refuses an open quote', async () => {
    const { called } = await calls({ command: `bash -c 'echo $HOME' * $(id)`, flags: '' })
    expect(called[1]).toMatch(/ gate -- bash -c echo \$HOME \* \$\(id\)$/u)
    expect(await calls({ command: "bash it's.sh" })).toEqual({ status: 2, called: [''] })
  })
})

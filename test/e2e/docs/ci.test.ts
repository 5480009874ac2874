import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { dir, file, world } from '../../../fixtures/index.ts'
import { lacksBwrap, lacksTracer } from '../../machine/capabilities.ts'
import { readXml } from '../cli/read-xml.ts'
import { blocksOf, withBuiltCommand } from './pages.ts'

const BLOCKS = blocksOf('docs/ci.md')

/** Links what is requested, and refuses what is in the way. */
const SCRIPT = file(`cd "$HOME" && umask 077
for home in .claude-compte1 .claude-compte2; do
  for name in session-env file-history projects; do
    mkdir -p "$home" ".claude-$name-shared" || exit
    [ "$(readlink "$home/$name")" = "$HOME/.claude-$name-shared" ] || ln -sT "$HOME/.claude-$name-shared" "$home/$name" || exit
  done
done
`)
const DOES_NOTHING = file('#!/bin/sh\n', { mode: 0o755 })
const REPOSITORY_OF_A_USER = {
  'install.sh': SCRIPT,
  bin: dir({ npm: DOES_NOTHING, 'apt-get': DOES_NOTHING }),
}

/** Runs shell code of the page in a repository, for the laws and in the worlds that the environment names. */
function ran(code: string, root: string) {
  const path = `${root}/bin:${process.env['PATH']}`
  // The whole recipe, in a part of the worlds.
  const env = { PATH: path, HOME: root, CI: 'true', VITEST_SHARED_LINKS_RUNS: '0' }
  const part = withBuiltCommand(code).replaceAll(/ gate (?!--merge)/gu, ' gate --sample 1/40 ')
  const { status, stdout, stderr } = spawnSync('bash', ['-e', '-c', part], {
    cwd: root,
    env,
    encoding: 'utf8',
  })
  return { status, output: stdout + stderr }
}

/** Returns the commands of a list in the YAML of a GitLab job. */
function listed(yaml: string, key: string): string {
  const [, items = ''] = new RegExp(`^  ${key}:\\n((?:    - .*\\n)+)`, 'mu').exec(yaml) ?? []
  return items.replaceAll(/^ {4}- /gmu, '')
}

describe.skipIf(lacksBwrap || lacksTracer)('the recipes of docs/ci.md', () => {
  test('for GitLab: every command runs, and the report that it collects is there', async () => {
    const gitlab = BLOCKS.find(({ code }) => code.startsWith('# .gitlab-ci.yml'))?.code ?? ''
    await using w = await world(REPOSITORY_OF_A_USER)
    const { status, output } = ran(listed(gitlab, 'before_script') + listed(gitlab, 'script'), w.root)
    expect({ status, output }).toMatchObject({ status: 0 })
    const collected = /junit: (.+)/u.exec(gitlab)?.[1] ?? ''
    const [suite] = readXml(readFileSync(w.path(collected), 'utf8')).children
    expect(suite?.attributes).toMatchObject({ failures: '0', errors: '0' })
  })

  test('for several machines: the shards add up to one run', async () => {
    const sharded = BLOCKS.find(({ code }) =>
      code.startsWith('# .github/workflows/shared-links-sharded'),
    )?.code
    const [, shard = ''] = /- run: \|\n((?: {10}.*\n)+)/u.exec(sharded ?? '') ?? []
    const [, merge = ''] = /- run: (.* --merge .*)/u.exec(sharded ?? '') ?? []
    expect([shard, merge]).not.toContain('')
    await using w = await world(REPOSITORY_OF_A_USER)
    for (const part of ['1', '2', '3', '4']) {
      const here = shard
        .replace('sudo -E env "PATH=$PATH" ', '')
        .replaceAll(/\$\{\{ matrix\.part \}\}/gu, part)
      const { status, output } = ran(here, w.root)
      expect({ status, output }).toMatchObject({ status: 0 })
    }
    const { status, output } = ran(`${merge} --json`, w.root)
    expect({ status, output }).toMatchObject({ status: 0 })
    expect(JSON.parse(output)).toMatchObject({ ok: true, shard: null })
  })

  test('for a plain shell: both reports are there', async () => {
    const shell = BLOCKS.find(({ code }) => code.startsWith('npm ci\n'))?.code ?? ''
    await using w = await world(REPOSITORY_OF_A_USER)
    const { status, output } = ran(shell, w.root)
    expect({ status, output }).toMatchObject({ status: 0 })
    expect(JSON.parse(readFileSync(w.path('gate.json'), 'utf8'))).toMatchObject({ ok: true })
    expect(readFileSync(w.path('gate.html'), 'utf8')).toContain('keeps-data')
  })
})

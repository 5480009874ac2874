import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { dir, file, linkTo, type TreeEntry, world } from '../../fixtures/index.ts'
import { blocksOf } from '../e2e/docs/pages.ts'
import { lacking } from './installed.ts'
import { TOOLS } from './tools.ts'

const MAIN = fileURLToPath(new URL('../../dist/src/cli/main.js', import.meta.url))
const ansible = TOOLS.find(({ folder }) => folder === 'ansible')
const lacks = ansible === undefined ? 'Ansible is not in the table' : lacking(ansible)

/** The playbook of docs/ci.md, with the built command in place of the installed one. */
const PLAYBOOK = blocksOf('docs/ci.md')
  .find(({ code }) => code.startsWith('# check-homes.yml\n'))
  ?.code.replace('- npx\n          - vitest-shared-links\n', `- ${process.execPath}\n          - ${MAIN}\n`)

const NAMES = ['projects', 'session-env', 'file-history']
const TARGETS = Object.fromEntries(NAMES.map(name => [`.claude-${name}-shared`, dir()]))
/** One host's file system: its home is right unless one of its links is something else. */
const host = (name: string, projects: TreeEntry = linkTo(`{root}/${name}/.claude-projects-shared`)) =>
  dir({
    ...TARGETS,
    '.claude-compte1': dir({
      ...Object.fromEntries(NAMES.map(one => [one, linkTo(`{root}/${name}/.claude-${one}-shared`)])),
      projects,
    }),
  })

test.skipIf(lacks !== null)(
  'the playbook of docs/ci.md checks several hosts, and merges what they answer',
  async () => {
    const hosts = ['one', 'two', 'three']
    await using w = await world({
      one: host('one'),
      two: host('two', dir({ 'a.jsonl': file('the only copy') })),
      three: host('three'),
      'check-homes.yml': file(PLAYBOOK ?? ''),
    })
    const inventory = hosts.map(
      name =>
        `${name} ansible_connection=local homes=${w.path(name)}/.claude-compte* shared_root=${w.path(name)}\n`,
    )
    writeFileSync(w.path('hosts.ini'), `[agents]\n${inventory.join('')}`)
    const env = { PATH: process.env['PATH'], HOME: w.root, LC_ALL: 'C.UTF-8', ANSIBLE_NOCOWS: '1' }
    const words = ['--inventory', 'hosts.ini', 'check-homes.yml']
    const { status, stdout } = spawnSync('ansible-playbook', words, { cwd: w.root, env, encoding: 'utf8' })
    expect({ status, stdout }).toMatchObject({
      status: 2,
      stdout: expect.stringContaining('two/.claude-compte1/projects'),
    })
    const merged = JSON.parse(readFileSync(w.path('homes.json'), 'utf8'))
    expect(Object.keys(merged).sort()).toEqual(hosts.toSorted())
    expect(merged).toMatchObject({
      one: { ok: true, homes: 1, links: 3 },
      two: { ok: false, findings: [{ code: 'blocked-link', path: w.path('two/.claude-compte1/projects') }] },
      three: { ok: true },
    })
  },
)

import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { LAWS } from '../../src/laws/index.ts'
import { lacksBwrap } from '../machine/capabilities.ts'

/** A repository in test/e2e/deployments, which shows what the single files of the zoo cannot. */
interface Deployment {
  readonly folder: string
  readonly shows: string
  readonly argv: readonly string[]
  readonly flags?: readonly string[]
}

/** One that loses data or lies, and the counterexample of each law by which an owner sees it at once. */
interface Bad extends Deployment {
  readonly broken: Readonly<Record<string, Shown>>
}

interface Shown {
  readonly summary: RegExp
  /** How many entries its world may have, parents counted. */
  readonly entries: number
}

const LINK = '`\\.claude-compte[12]/(session-env|file-history|projects)`'
/** A link was retargeted, or what was in the way of one was removed: a file, or a directory with what it held. */
const REPLACED = new RegExp(
  [
    `^\`\\.claude-compte[12]/.+\` \\([1-9]\\d* bytes\\) was destroyed: (it was a file where a link belongs|${LINK} was a directory)$`,
    `^\`.+\` \\([1-9]\\d* bytes\\) was orphaned: ${LINK}, which was a symlink to ".+", no longer leads to it$`,
  ].join('|'),
)
const LIED = new RegExp(
  `^success was reported, but ${LINK} (is .+, not a link to \`\\.claude-.+-shared\`|leads to \`\\.claude-.+-shared\`, where a directory belongs and .+ stands)`,
)

const LOST = /^`.+` \(\d+ bytes\) was (destroyed|orphaned): /

const PROFILES = [
  ...['--given', 'given', '--homes-exist', '--home', '.claude', '--home', '.claude-work'],
  ...['--setup', 'bash tool.sh init', '--allow', '.tool/**', '--stub', 'claude=stubs/claude.sh'],
]
const ANSWERS = ['--env', 'AGENTS_ROOT={root}', '--stdin']
const OF_HOME = ['--home', '.', '--link', '.claude=shared/.claude', '--link', '.codex=shared/.codex']
const IN_HOME = [
  ...['--home', '.claude', '--home', '.claude-work', '--link', 'projects=.claude/shared/projects'],
  ...['--link', 'file-history=.claude/shared/file-history'],
]
const TWO_HOMES = [
  ...['--home', '.claude', '--home', '.claude-work', '--link', 'projects=.claude-shared/projects'],
  ...['--link', 'todos=.claude-shared/todos'],
]

const BAD: readonly Bad[] = [
  {
    folder: 'make',
    shows: 'that is a target of make',
    argv: ['make', '-s', '-C', '.', 'relink'],
    flags: TWO_HOMES,
    broken: { 'keeps-data': { summary: LOST, entries: 5 } },
  },
  {
    folder: 'node-provisioner',
    shows: 'in JavaScript',
    argv: ['node', 'provision.mjs', '--clean'],
    flags: TWO_HOMES,
    broken: { 'keeps-data': { summary: LOST, entries: 5 } },
  },
  {
    folder: 'cloud-init',
    shows: 'that is the `runcmd` of a cloud-config',
    argv: ['sh', 'runcmd.sh', 'user-data-by-force.yml'],
    flags: ['--mount', '/home/dev', ...TWO_HOMES],
    broken: { 'keeps-data': { summary: LOST, entries: 5 } },
  },
  {
    folder: 'dockerfile',
    shows: 'in the RUN lines of a Dockerfile',
    argv: ['sh', 'run-lines.sh', 'Dockerfile.by-force'],
    flags: ['--mount', '/home/agent', ...TWO_HOMES],
    broken: { 'keeps-data': { summary: LOST, entries: 5 } },
  },
  {
    folder: 'profile-tool',
    shows: 'that needs a profile store, a registry, its homes and a program that answers',
    argv: ['bash', 'tool.sh', 'replace'],
    flags: PROFILES,
    broken: { 'keeps-data': { summary: LOST, entries: 12 } },
  },
  {
    folder: 'ask-first',
    shows: 'that asks, and is told to replace',
    argv: ['python3', 'link.py'],
    flags: [...ANSWERS, 'careless.txt'],
    broken: { 'keeps-data': { summary: LOST, entries: 4 } },
  },
  {
    folder: 'dotfiles',
    shows: 'that links entries of the home directory itself',
    argv: ['bash', 'link.sh', '--force'],
    flags: OF_HOME,
    broken: { 'keeps-data': { summary: LOST, entries: 4 } },
  },
  {
    folder: 'first-home',
    shows: 'that keeps the shared state in a home',
    argv: ['bash', 'link.sh', '--force'],
    flags: IN_HOME,
    broken: { 'keeps-data': { summary: LOST, entries: 5 } },
  },
  {
    folder: 'ln-sfn',
    shows: 'that reads a file of its own',
    argv: ['bash', 'install.sh'],
    broken: {
      'keeps-data': { summary: REPLACED, entries: 4 },
      'tells-the-truth': { summary: LIED, entries: 2 },
    },
  },
  {
    folder: 'bootstrap-host',
    shows: 'that calls what is stubbed, and writes what is allowed',
    argv: ['bash', 'bootstrap.sh'],
    flags: ['--stub', 'apt-get,systemctl', '--allow', '**/settings.json'],
    broken: {
      'keeps-data': { summary: REPLACED, entries: 4 },
      'tells-the-truth': { summary: LIED, entries: 2 },
    },
  },
  {
    folder: 'check-then-force',
    shows: 'that only trouble breaks',
    argv: ['bash', 'link-homes.sh'],
    broken: {
      'yields-to-others': {
        summary:
          /^(`\.claude-compte1\/[\w-]+`), a (file|symlink to .+) that another process created just before the symlink of \1, was (destroyed|replaced)$/,
        entries: 0,
      },
    },
  },
]

const UNDISTURBED = LAWS.filter(({ underTrouble }) => underTrouble === undefined).flatMap(({ id }) => [
  '--law',
  id,
])

const RIGHT: readonly Deployment[] = [
  {
    folder: 'make',
    shows: 'that is a target of make',
    argv: ['make', '-s', '-C', '.', 'link'],
    flags: [...TWO_HOMES, ...UNDISTURBED, '--sample', '1/80'],
  },
  {
    folder: 'node-provisioner',
    shows: 'in JavaScript',
    argv: ['node', 'provision.mjs'],
    flags: [...TWO_HOMES, ...UNDISTURBED, '--sample', '1/80'],
  },
  {
    folder: 'cloud-init',
    shows: 'that is the `runcmd` of a cloud-config',
    argv: ['sh', 'runcmd.sh', 'user-data.yml'],
    flags: ['--mount', '/home/dev', ...TWO_HOMES, ...UNDISTURBED, '--sample', '1/80'],
  },
  {
    folder: 'dockerfile',
    shows: 'in the RUN lines of a Dockerfile',
    argv: ['sh', 'run-lines.sh', 'Dockerfile'],
    flags: ['--mount', '/home/agent', ...TWO_HOMES, ...UNDISTURBED, '--sample', '1/80'],
  },
  {
    folder: 'home-ubuntu',
    shows: 'whose paths are written into it',
    argv: ['bash', 'setup.sh'],
    flags: ['--mount', '/home/ubuntu', ...UNDISTURBED, '--sample', '1/40'],
  },
  {
    folder: 'profile-tool',
    shows:
      'that needs a profile store, a registry, its homes, a program that answers, and another command later',
    argv: ['bash', 'tool.sh', 'add'],
    flags: [
      ...PROFILES,
      '--again',
      'bash tool.sh repair',
      '--law',
      'crash-safe',
      ...UNDISTURBED,
      '--sample',
      '1/20',
    ],
  },
  {
    folder: 'ask-first',
    shows: 'that asks, and is told to leave what is there',
    argv: ['python3', 'link.py'],
    flags: [...ANSWERS, 'careful.txt', ...UNDISTURBED, '--sample', '1/80'],
  },
  {
    folder: 'dotfiles',
    shows: 'that links entries of the home directory itself',
    argv: ['bash', 'link.sh'],
    flags: [...OF_HOME, ...UNDISTURBED, '--sample', '1/40'],
  },
  {
    folder: 'first-home',
    shows: 'that keeps the shared state in a home',
    argv: ['bash', 'link.sh'],
    flags: [...IN_HOME, ...UNDISTURBED, '--sample', '1/40'],
  },
  {
    folder: 'careful-shell',
    shows: 'of several files, under trouble too,',
    argv: ['bash', 'provision.sh'],
    flags: ['--runs', '0', '--sample', '1/80'],
  },
]

describe.skipIf(lacksBwrap)('the gate, in a repository of its user', { timeout: 900_000 }, () => {
  test.each(named(BAD))('refuses one %s, and shows why: %s', async (_shows, _folder, deployment) => {
    const laws = Object.keys(deployment.broken).flatMap(id => ['--law', id])
    const bail = laws.length > 2 ? [] : ['--bail']
    const { exit, report } = await gate(deployment, [...laws, '--runs', '0', '--sample', '2/24', ...bail])
    expect(exit).toBe(1)
    expect(report.ok).toBe(false)
    for (const [id, { summary, entries }] of Object.entries(deployment.broken)) {
      const law = report.laws.find(law => law.id === id)
      expect.soft(law, id).toMatchObject({ level: 'safe', verdict: 'broken' })
      expect.soft(law?.counterexample?.summary, id).toMatch(summary)
      expect.soft(law?.counterexample?.before?.length, id).toBeLessThanOrEqual(entries)
    }
  })

  test.each(named(RIGHT))('accuses one %s of nothing: %s', async (_shows, _folder, deployment) => {
    const { exit, report } = await gate(deployment)
    const broken = report.laws.filter(({ verdict }) => verdict === 'broken')
    expect(broken.map(({ id, counterexample }) => `${id}: ${counterexample?.summary}`)).toEqual([])
    expect(report.ok).toBe(true)
    expect(exit).toBe(0)
  })
})

function named<D extends Deployment>(deployments: readonly D[]) {
  return deployments.map(one => [one.shows, one.folder, one] as const)
}

/** What is looked at of `gate --json`. */
interface GateJson {
  readonly ok: boolean
  readonly laws: readonly {
    readonly id: string
    readonly level: string
    readonly verdict: string
    readonly counterexample?: { readonly summary: string; readonly before: readonly unknown[] } | null
  }[]
}

const MAIN = fileURLToPath(new URL('../../dist/src/cli/main.js', import.meta.url))

async function gate({ folder, argv, flags = [] }: Deployment, more: readonly string[] = []) {
  const cwd = fileURLToPath(new URL(`deployments/${folder}`, import.meta.url))
  const { exit, stdout, stderr } = await run(
    [MAIN, 'gate', '--json', '--no-save', ...flags, ...more, '--runs', '20', '--', ...argv],
    cwd,
  )
  // Without an answer there is a reason, which is more use than a failure to parse.
  if (exit !== 0 && exit !== 1) throw new Error(`exit code ${exit}\n${stderr}${stdout}`)
  const report: GateJson = JSON.parse(stdout)
  return { exit, report }
}

interface Ended {
  readonly exit: number | null
  readonly stdout: string
  readonly stderr: string
}

function run(args: readonly string[], cwd: string): Promise<Ended> {
  return new Promise(resolve => {
    const child = execFile(
      process.execPath,
      args,
      { cwd, maxBuffer: 64 * 1024 * 1024 },
      (_, stdout, stderr) => {
        resolve({ exit: child.exitCode, stdout, stderr })
      },
    )
  })
}

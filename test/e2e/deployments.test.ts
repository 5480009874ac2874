import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { LAWS } from '../../src/laws/index.ts'
import { lacksBwrap } from '../machine/capabilities.ts'
import { PYTHON } from '../machine/python.ts'

/** What the gate has to say of one of the repositories in test/e2e/deployments. */
interface Deployment {
  readonly folder: string
  readonly argv: readonly string[]
  readonly flags?: readonly string[]
}

/** One that loses data or lies. Other laws may be broken by it too. */
interface Bad extends Deployment {
  readonly broken: Readonly<Record<string, Shown>>
}

/** The counterexample that makes an owner see the defect at once. */
interface Shown {
  readonly summary: RegExp
  /** How many entries its world may have, parents counted. */
  readonly entries: number
}

/** One that keeps every law of level safe. */
interface Right extends Deployment {
  /** The laws of the other levels that it breaks: warnings. */
  readonly warnings: readonly string[]
  /** Whether it is tried under trouble too, which takes its time. */
  readonly isTroubled?: boolean
}

const LINK = '`\\.claude-compte[12]/(session-env|file-history|projects)`'
/** What was in the way of a link was removed: a file, or a directory with what it held. */
const REMOVED = new RegExp(
  `^\`\\.claude-compte[12]/.+\` \\([1-9]\\d* bytes\\) was destroyed: (it was a file where a link belongs|${LINK} was a directory)$`,
)
/** A link was retargeted, or what was in the way of one was removed. */
const REPLACED = new RegExp(
  `${REMOVED.source}|^\`.+\` \\([1-9]\\d* bytes\\) was orphaned: ${LINK}, which was a symlink to ".+", no longer leads to it$`,
)
const LIED = new RegExp(
  `^success was reported, but ${LINK} (is .+, not a link to \`\\.claude-.+-shared\`|leads to \`\\.claude-.+-shared\`, where a directory belongs and .+ stands)`,
)

const BAD: readonly Bad[] = [
  {
    folder: 'ln-sfn',
    argv: ['bash', 'install.sh'],
    broken: {
      'keeps-data': { summary: REPLACED, entries: 4 },
      'tells-the-truth': { summary: LIED, entries: 2 },
    },
  },
  {
    folder: 'exists-or-link',
    argv: ['sh', 'link-state.sh'],
    broken: { 'tells-the-truth': { summary: LIED, entries: 2 } },
  },
  {
    folder: 'move-to-bak',
    argv: ['bash', 'setup.sh'],
    broken: {
      'keeps-data': {
        summary:
          /^`\.claude-compte[12]\/(session-env|file-history|projects)\.bak` \(\d+ bytes\) was destroyed/,
        entries: 3,
      },
    },
  },
  {
    folder: 'copy-then-remove',
    argv: ['bash', 'merge.sh'],
    broken: {
      'keeps-data': { summary: REMOVED, entries: 5 },
      'keeps-live-writes': {
        summary:
          /^line \d+ of `\.claude-compte\d\/.+\/live-\d-\d(-open)?\.jsonl`, which an agent appended through (its path|an open file) during the run, was acknowledged and is gone/,
        entries: 5,
      },
    },
  },
  {
    folder: 'bootstrap-host',
    argv: ['bash', 'bootstrap.sh'],
    flags: ['--stub', 'apt-get,systemctl', '--allow', '**/settings.json'],
    broken: {
      'keeps-data': { summary: REPLACED, entries: 4 },
      'tells-the-truth': { summary: LIED, entries: 2 },
    },
  },
  {
    folder: 'check-then-force',
    argv: ['bash', 'link-homes.sh'],
    broken: {
      'yields-to-others': {
        summary:
          /^`\.claude-compte1\/session-env`, a (file|symlink to .+) that another process created just before the symlink of `\.claude-compte1\/session-env`, was (destroyed|replaced)$/,
        entries: 0,
      },
    },
  },
  {
    folder: 'python-provision',
    argv: [PYTHON, 'provision.py'],
    broken: { 'keeps-data': { summary: REPLACED, entries: 4 } },
  },
  {
    folder: 'node-linker',
    argv: ['node', 'link.mjs'],
    broken: {
      'keeps-data': {
        summary:
          /^`\.claude-.+-shared\/.+` \(\d+ bytes\) was destroyed: it was in the shared target `\.claude-.+-shared`$/,
        entries: 5,
      },
    },
  },
  {
    folder: 'first-home-only',
    argv: ['bash', 'setup-homes.sh'],
    broken: {
      'tells-the-truth': {
        summary: /^success was reported, but `\.claude-compte2\/.+` is absent, not a link to /,
        entries: 2,
      },
    },
  },
]

const RIGHT: readonly Right[] = [
  { folder: 'careful-shell', argv: ['bash', 'provision.sh'], warnings: [], isTroubled: true },
  { folder: 'home-ubuntu', argv: ['bash', 'setup.sh'], flags: ['--mount', '/home/ubuntu'], warnings: [] },
  { folder: 'careful-python', argv: [PYTHON, 'link_accounts.py'], warnings: [] },
  {
    folder: 'stops-at-first',
    argv: ['node', 'reconcile.mjs'],
    warnings: ['race-clean', 'names-every-conflict', 'heals-the-rest'],
  },
]

/** A part of the worlds will do: the broken and the right ones of test/zoo are judged in others, and under trouble. */
const PART = { bad: ['--shard', '2/6'], right: ['--shard', '1/10'], troubled: ['--shard', '1/20'] }
const UNDISTURBED = LAWS.filter(({ underTrouble }) => underTrouble === undefined).flatMap(({ id }) => [
  '--law',
  id,
])

describe.skipIf(lacksBwrap)('the gate, in a repository of its user', { timeout: 900_000 }, () => {
  test.each(BAD)('refuses $folder, and shows why', async deployment => {
    const laws = Object.keys(deployment.broken).flatMap(id => ['--law', id])
    const { exit, report } = await gate(deployment, [...laws, ...PART.bad])
    expect(exit).toBe(1)
    expect(report.ok).toBe(false)
    for (const [id, { summary, entries }] of Object.entries(deployment.broken)) {
      const law = report.laws.find(law => law.id === id)
      expect.soft(law, id).toMatchObject({ level: 'safe', verdict: 'broken' })
      expect.soft(law?.counterexample?.summary, id).toMatch(summary)
      expect.soft(law?.counterexample?.before?.length, id).toBeLessThanOrEqual(entries)
    }
  })

  test.each(RIGHT)('accuses $folder of nothing', async deployment => {
    const part = deployment.isTroubled === true ? PART.troubled : [...UNDISTURBED, ...PART.right]
    const { exit, report } = await gate(deployment, part)
    const broken = report.laws.filter(({ verdict }) => verdict === 'broken')
    const accused = broken.filter(({ id, level }) => level === 'safe' || !deployment.warnings.includes(id))
    expect(accused.map(({ id, counterexample }) => `${id}: ${counterexample?.summary}`)).toEqual([])
    expect(report.ok).toBe(true)
    expect(exit).toBe(0)
  })
})

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

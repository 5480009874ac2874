import { DEFAULT_DEPLOYMENT, type SharedLink } from '../../../fixtures/deployment.ts'
import { quoted } from '../../../fixtures/text/printable.ts'
import { DEFAULT_SEED } from '../../gate/judge-options.ts'
import type { GateOptions } from '../../gate/options.ts'
import { LAW_IDS, type LawId } from '../../laws/index.ts'
import type { GateConfig } from '../config/config-schema.ts'
import { UsageError } from '../usage-error.ts'
import { judgedDeployment } from './checked-deployment.ts'

/** What the flags of `gate`, and their variables in the environment, say. */
export interface GateFlags {
  readonly home?: readonly string[]
  readonly link?: readonly SharedLink[]
  readonly level?: 'safe' | 'tidy' | 'complete'
  readonly runs?: number
  readonly seed?: number
  readonly law?: readonly string[]
  readonly waive?: readonly (readonly [id: string, reason: string])[]
  readonly allow?: readonly string[]
  /** Each may name several programs, with commas. */
  readonly stub?: readonly string[]
  readonly equality?: 'exact' | 'resolved'
  readonly mount?: string
  readonly sandbox?: 'auto' | 'bwrap' | 'unshare' | 'none'
  readonly network?: boolean
  readonly requireAll?: boolean
  readonly timeout?: number
  readonly shard?: { readonly index: number; readonly count: number }
  readonly keep?: boolean
  readonly stats?: boolean
  readonly save?: boolean
  readonly json?: boolean
}

/**
 * What the gate is asked to judge, and how. A flag replaces what the config says of the same thing, lists as a whole.
 *
 * @param subject the words after `--`; null where there are none.
 * @throws UsageError that lists all that is wrong.
 */
export function gateOptions(
  subject: readonly string[] | null,
  flags: GateFlags,
  config: GateConfig,
): GateOptions {
  const problems: string[] = []
  const say = (problem: string) => void problems.push(problem)
  const command = subject ?? config.command ?? null
  const options: GateOptions = {
    command,
    deployment: judgedDeployment(
      {
        homes: flags.home ?? config.homes ?? DEFAULT_DEPLOYMENT.homes,
        links: flags.link ?? config.links ?? DEFAULT_DEPLOYMENT.links,
      },
      say,
    ),
    level: flags.level ?? config.level ?? (command === null ? 'complete' : 'safe'),
    numRuns: flags.runs ?? config.runs ?? null,
    seed: flags.seed ?? config.seed ?? DEFAULT_SEED,
    laws: (flags.law ?? config.laws ?? []).flatMap(id => known(id, say)),
    waivers: waivers(flags.waive ?? Object.entries(config.waive ?? {}), say),
    allow: (flags.allow ?? config.allow ?? []).map(glob => judgedGlob(glob, say)),
    stub: (flags.stub?.flatMap(names => names.split(',')) ?? config.stub ?? []).map(name =>
      judgedProgram(name, say),
    ),
    equality: flags.equality ?? config.equality ?? null,
    mount: judgedMount(flags.mount ?? config.mount ?? null, say),
    sandbox: flags.sandbox ?? config.sandbox ?? 'auto',
    network: flags.network ?? config.network ?? false,
    requireAll: flags.requireAll ?? config.requireAll ?? false,
    timeoutSeconds: flags.timeout ?? config.timeout ?? 10,
    shard: flags.shard ?? null,
    keep: flags.keep ?? false,
    stats: flags.stats ?? false,
  }
  if (problems.length > 0) throw new UsageError(problems)
  return options
}

type Say = (problem: string) => void

function known(id: string, say: Say): LawId[] {
  const law = LAW_IDS.find(one => one === id)
  if (law === undefined) say(`no law is called ${quoted(id)}; the laws are ${LAW_IDS.join(', ')}`)
  return law === undefined ? [] : [law]
}

function waivers(given: readonly (readonly [string, string])[], say: Say): ReadonlyMap<LawId, string> {
  return new Map(
    given.flatMap(([id, reason]) => {
      if (reason.trim() === '') say(`a waiver needs a reason: say --waive ${id}=REASON`)
      return known(id, say).map((law): [LawId, string] => [law, reason])
    }),
  )
}

function judgedGlob(glob: string, say: Say): string {
  if (glob === '' || glob.startsWith('/')) {
    say(`allow: expected a glob relative to the world's root, not ${quoted(glob)}`)
  }
  return glob
}

function judgedProgram(name: string, say: Say): string {
  if (['', '.', '..'].includes(name) || /[/\0]/u.test(name)) {
    say(`stub: expected the names of programs, not ${quoted(name)}`)
  }
  return name
}

/** Directories of the system: nothing in them can be a home. */
const SYSTEM = ['bin', 'boot', 'dev', 'etc', 'lib', 'lib32', 'lib64', 'proc', 'run', 'sbin', 'sys', 'usr']
/** Directories that hold much besides. */
const SHARED = ['home', 'media', 'mnt', 'opt', 'srv', 'tmp', 'var']

function judgedMount(mount: string | null, say: Say): string | null {
  if (mount === null) return null
  if (!mount.startsWith('/') || mount.includes('\0') || mount.split('/').includes('..')) {
    say(`mount: expected an absolute path without "..", not ${quoted(mount)}`)
    return mount
  }
  const parts = mount.split('/').filter(part => part !== '' && part !== '.')
  if (parts.length === 0) say('mount: expected another directory than "/"')
  else if (SYSTEM.includes(parts[0] ?? '') || (parts.length === 1 && SHARED.includes(parts[0] ?? ''))) {
    say(`mount: ${quoted(mount)} would hide what programs need; expected a home such as /home/ubuntu`)
  }
  return `/${parts.join('/')}`
}

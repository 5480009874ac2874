import { lstatSync } from 'node:fs'
import { DEFAULT_DEPLOYMENT, type Deployment } from '../../../fixtures/deployment.ts'
import { printable } from '../../../fixtures/text/printable.ts'
import { bashWord } from '../../../fixtures/text/shell-words.ts'
import { type Proposal, proposeDeployment } from '../../gate/propose/propose-deployment.ts'
import { command } from '../../subjects/command/command.ts'
import { orNull } from '../../subjects/or-null.ts'
import { CONFIG_FILES } from '../config/find-config.ts'
import { printResult } from '../output.ts'
import { UsageError } from '../usage-error.ts'
import { type Candidate, candidateFor, candidatesIn } from './candidates.ts'
import { installCommand, workflow } from './workflow.ts'
import { writeNew } from './write-new.ts'

const CONFIG = 'shared-links.config.json'
const WORKFLOW = '.github/workflows/shared-links.yml'

/** A command, and what it does in an empty world that it may see at an absolute path. */
interface Tried {
  readonly argv: readonly string[]
  readonly mount: string | null
  readonly proposal: Proposal
}

/**
 * Runs `init` in the current directory.
 *
 * @param subject the command to judge. Null to find one.
 * @throws UsageError when no command is found, or when a file that it would write is there already or cannot be written. Nothing
 * is written then.
 */
export async function runInit(subject: readonly string[] | null): Promise<void> {
  refuseToOverwrite()
  const candidates = subject === null ? candidatesIn('.') : [candidateFor(subject)]
  const chosen = await firstThatLinks(candidates.filter(({ argv }) => argv.length > 0))
  if (chosen === null) throw new UsageError([NOT_FOUND])
  const config = `${JSON.stringify(configFor(chosen), null, 2)}\n`
  writeNew({ [CONFIG]: config, [WORKFLOW]: workflow(installCommand('.')) })
  const others = candidates.map(({ argv }) => argv).filter(argv => argv !== chosen.argv)
  await printResult(`${[...told(chosen), ...alternatives(others), ...NEXT].join('\n')}\n`)
}

const NOT_FOUND =
  'found no script here that makes symlinks; name the command: vitest-shared-links init -- bash link-homes.sh'

const NEXT = ['', `Wrote ${CONFIG} and ${WORKFLOW}.`, 'Next: npx vitest-shared-links gate']

function refuseToOverwrite(): void {
  const present = [...CONFIG_FILES, WORKFLOW].filter(
    path => (orNull(() => lstatSync(path, { throwIfNoEntry: false })) ?? null) !== null,
  )
  if (present.length > 0)
    throw new UsageError(present.map(path => `${path} is there already; remove it, or edit it instead`))
}

/**
 * Tries the commands one by one, and returns the first that makes links; the first of all where none does. Null where there is
 * no command.
 */
async function firstThatLinks(candidates: readonly Candidate[]): Promise<Tried | null> {
  let first: Tried | null = null
  for (const { argv, absoluteHome } of candidates) {
    for (const mount of absoluteHome === null ? [null] : [null, absoluteHome]) {
      const tried = { argv, mount, proposal: await proposeDeployment(command(argv, { mount })) }
      if (tried.proposal.deployment !== null) return tried
      first ??= tried
    }
  }
  return first
}

function configFor({ argv, mount, proposal: { deployment } }: Tried): object {
  const isUsual = deployment === null || JSON.stringify(sorted(deployment)) === USUAL
  const made = deployment?.links ?? []
  const links = made.some(({ kind }) => kind === 'file')
    ? made
    : Object.fromEntries(made.map(({ name, target }) => [name, target]))
  return {
    $schema: './node_modules/vitest-shared-links/docs/config.schema.json',
    gate: {
      command: argv,
      ...(isUsual ? {} : { homes: deployment.homes, links }),
      ...(mount === null ? {} : { mount }),
    },
  }
}

const USUAL = JSON.stringify(sorted(DEFAULT_DEPLOYMENT))

function sorted({ homes, links }: Deployment): unknown {
  const byName = links.map(({ name, target }) => [name, target] as const).sort(([a], [b]) => (a < b ? -1 : 1))
  return [homes.toSorted(), byName]
}

function told({ argv, mount, proposal: { deployment, report } }: Tried): string[] {
  const line = argv.map(bashWord).join(' ')
  if (deployment === null) {
    const ended = report.claim === 'success' ? 'makes no link' : 'fails'
    return [
      `${line} ${ended} in an empty world.`,
      'The config names the usual homes and links: edit them, if the command links others.',
      ...report.output
        .trimEnd()
        .split('\n')
        .slice(-5)
        .filter(Boolean)
        .map(one => `  | ${printable(one)}`),
    ]
  }
  const { homes, links } = deployment
  return [
    `${line} links, in an empty world${mount === null ? '' : ` at ${mount}`}:`,
    ...homes.map((home, i) => `  ${i === 0 ? 'homes' : '     '}  ${printable(home)}`),
    ...links.map(
      ({ name, target }, i) => `  ${i === 0 ? 'links' : '     '}  ${printable(`${name} -> ${target}`)}`,
    ),
  ]
}

function alternatives(others: readonly (readonly string[])[]): string[] {
  if (others.length === 0) return []
  return [
    'Other commands here may link, too. To judge one of them, remove both files and run one of:',
    ...others.map(argv => `  vitest-shared-links init -- ${argv.map(bashWord).join(' ')}`),
  ]
}

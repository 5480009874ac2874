import { DEFAULT_DEPLOYMENT } from '../../../fixtures/deployment.ts'
import { bashWord } from '../../../fixtures/text/shell-words.ts'
import type { JudgeReport } from '../judge-report.ts'
import { DEFAULT_TIMEOUT_SECONDS, type GateOptions } from '../options.ts'

/** The command line that does the same run again, for one law or for all, as it can be pasted into bash. */
export function replayOf(options: GateOptions, report: JudgeReport, law: string | null): string {
  const { deployment } = options
  const isDefault = JSON.stringify(deployment) === JSON.stringify(DEFAULT_DEPLOYMENT)
  const flags = [
    ...(isDefault ? [] : deployment.homes.flatMap(home => ['--home', home])),
    ...(isDefault ? [] : deployment.links.flatMap(({ name, target }) => ['--link', `${name}=${target}`])),
    ...(law === null ? [] : ['--law', law]),
    ...['--seed', String(report.seed)],
    ...(options.numRuns === null ? [] : ['--runs', String(options.numRuns)]),
    ...(options.level === defaultLevel(options) ? [] : ['--level', options.level]),
    ...options.allow.flatMap(glob => ['--allow', glob]),
    ...(options.stub.length === 0 ? [] : ['--stub', options.stub.join(',')]),
    ...(options.equality === null ? [] : ['--equality', options.equality]),
    ...(options.mount === null ? [] : ['--mount', options.mount]),
    ...(options.timeoutSeconds === DEFAULT_TIMEOUT_SECONDS
      ? []
      : ['--timeout', String(options.timeoutSeconds)]),
    ...(options.sandbox === 'auto' ? [] : ['--sandbox', options.sandbox]),
    ...(options.network ? ['--network'] : []),
    ...(options.shard === null ? [] : ['--shard', `${options.shard.index}/${options.shard.count}`]),
    ...(options.command === null ? [] : ['--', ...options.command]),
  ]
  return ['npx vitest-shared-links gate', ...flags.map(bashWord)].join(' ')
}

function defaultLevel({ command }: GateOptions): string {
  return command === null ? 'complete' : 'safe'
}

import { OUTCOMES } from '../../src/atlas/outcome.ts'
import { atlasJson } from '../../src/atlas/report/json.ts'
import { findingsJson } from '../../src/cli/request/findings-json.ts'
import { replayJson, resultJson } from '../../src/gate/replay/replay-json.ts'
import { gateJson } from '../../src/gate/report/formats/json.ts'
import { inspect } from '../../src/reconciler/api.ts'
import { declarationIn } from './declarations.ts'
import { GENERATED, table } from './generated.ts'
import { SAMPLE_REPORT } from './sample-report.ts'

/** Keys that a report adds to what it prints. */
const ADDED: Readonly<Record<string, string>> = {
  version:
    'The version of this format: 1. It only ever gains keys; a change that removes one has another version.',
  root: "The name of the world's root directory.",
  tree: 'The world before the run, as text, with the fate of each entry.',
}

/** The keys of `check --json`, which are built from a request and its findings. */
const CHECK: Readonly<Record<string, string>> = {
  version: ADDED['version'] ?? '',
  ok: 'Whether there is no finding.',
  homes: 'The number of homes.',
  links: 'The number of links: homes times required links.',
  findings: 'Everything that is wrong, as below.',
}

/** The keys of `atlas --json`. */
const ATLAS: Readonly<Record<string, string>> = {
  version: ADDED['version'] ?? '',
  subject: 'The name of the subject.',
  cells: 'One cell for each small state of the first home and the first link that can exist.',
}

const CELL: Readonly<Record<string, string>> = {
  home: 'The state of the home, such as `absent`, `directory`, `link`, `file` or `dangling`: see [the atlas](atlas.md#the-states).',
  target:
    'The state of the shared target, such as `absent`, `directory`, `directory-with-data`, `link`, `file` or `dangling`.',
  link: 'The state of the path of the link, such as `absent`, `right`, `relative`, `divergent`, `dangling`, `self`, `file`, `empty-directory`, `directory-with-data` or `fifo`.',
  outcome: `The worst outcome that applies: ${OUTCOMES.map(id => `\`${id}\``).join(', ')}, the worst first.`,
  exit: 'The exit code of the run; null for the built-in reconciler, and for a run that did not end by itself.',
}

const FINDING: Readonly<Record<string, string>> = {
  code: 'The stable id of its kind: see [findings](findings.md).',
  home: 'The home that it concerns; null where it concerns every home.',
  name: "The link's name; null where it does not concern one link.",
  path: 'The absolute path of the obstacle or of the missing entry.',
  expected: 'What should be there, in words.',
  actual: 'What is there, in words.',
  message: 'The finding as one line that is complete alone.',
  remedy: 'Shell commands that resolve it and lose no data.',
}

/** The keys of `replay --json`. */
const REPLAY: Readonly<Record<string, string>> = {
  version: ADDED['version'] ?? '',
  ok: 'Whether every law holds in its remembered world now.',
  error: 'Why the replay proves nothing, with exit code 2; else absent.',
  subjects: 'The subjects with a remembered violation, as below.',
}

const REPLAYED: Readonly<Record<string, string>> = {
  id: 'The stable id of the law.',
  verdict: '`broken`, `held` or `not-tested`.',
  reason: 'Why it was not tested; else null.',
  counterexample: 'The violation as it shows now, as below; else null.',
}

const HELD = { id: 'keeps-data', says: '', counterexample: null, untested: null } as const

const SAMPLE_ATLAS = atlasJson({
  compared: { moved: [], unmatched: 0 },
  ...{ name: null, subject: '', place: { home: '', link: { name: '', target: '' } }, notes: [] },
  cells: [{ home: 'absent', target: 'absent', link: 'absent', outcome: 'linked', exit: 0 }],
})

/** Writes docs/json.md: the keys of `--json`. */
export function jsonPage(): string {
  const findings = inspect(['/nowhere/home'], [{ name: 'projects', target: '/nowhere/target' }])
  const checked = findingsJson({ homes: [], required: [], findings })
  const { counterexample, ...law } = lawKeys()
  return `${[
    '# JSON',
    GENERATED,
    'The keys are a public contract. Bytes that are not UTF-8 appear as `\\xNN`. With exit code 2, the output is `{ "version": 1, "ok": false, "error": "..." }`.',
    '## check --json',
    described(Object.keys(checked), CHECK),
    'Each of `findings`:',
    described(Object.keys(checked.findings[0] ?? {}), FINDING),
    '`ensure --json` prints the same, and what it made.',
    '## gate --json',
    described(
      Object.keys(keysOf(gateJson(SAMPLE_REPORT))),
      docsOf('src/gate/judge-report.ts', 'JudgeReport'),
    ),
    'Where the config names its subjects, the output is `{ "version": 1, "ok", "subjects": [...] }`. Each of `subjects` has these keys and its `name`, or the `error` of a subject without a verdict.',
    'Each of `laws`:',
    described([...Object.keys(law), 'counterexample'], docsOf('src/gate/judge-report.ts', 'LawResult')),
    '## replay --json',
    described(Object.keys(keysOf(replayJson([], ''))), REPLAY),
    'Each of `subjects` has its name as `subject`, its `notes`, and its `results`, each of which has:',
    described(Object.keys(keysOf(resultJson(HELD))), REPLAYED),
    '## Counterexamples',
    'A counterexample, in the output of both:',
    described(Object.keys(counterexample), docsOf('src/gate/report/counterexample.ts', 'Counterexample')),
    '## atlas --json',
    described(Object.keys(ATLAS), ATLAS),
    'Where the subjects have names, the output is `{ "version": 1, "subjects": [...] }`. Each of `subjects` has these keys and its `name`.',
    'Each of `cells`:',
    described(Object.keys(SAMPLE_ATLAS.cells[0] ?? {}), CELL),
    'With `--compare`, there is also `compared`:',
    described(Object.keys(SAMPLE_ATLAS.compared ?? {}), docsOf('src/atlas/compared.ts', 'Compared')),
    'Each of `moved` has `home`, `target`, `link` and `outcome` as a cell has them, the earlier outcome as `before`, and as `change` `better`, `worse`, or `other` where the one is as good as the other.',
  ].join('\n\n')}\n`
}

function described(keys: readonly string[], docs: Readonly<Record<string, string>>): string {
  return table(
    ['key', 'value'],
    keys.map(key => {
      const text = docs[key] ?? ADDED[key]
      if (text === undefined) throw new Error(`the key ${key} of the JSON is not described`)
      return [`\`${key}\``, text]
    }),
  )
}

function docsOf(file: string, name: string): Record<string, string> {
  const { members } = declarationIn(file, name)
  return Object.fromEntries(members.map(member => [member.name, member.text || `\`${member.signature}\``]))
}

function lawKeys(): { readonly counterexample: object } {
  const { laws } = keysOf(gateJson(SAMPLE_REPORT)) as { laws: readonly { readonly counterexample: object }[] }
  const [law] = laws
  if (law === undefined) throw new Error('the report has no law')
  return law
}

function keysOf(json: unknown): object {
  return typeof json === 'object' && json !== null ? json : {}
}

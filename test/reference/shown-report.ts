import { flatten } from '../../fixtures/disk/flat-tree.ts'
import { dir, file } from '../../fixtures/index.ts'
import { PLAIN_ROOT } from '../../fixtures/states/world-spec.ts'
import type { JudgeReport, LawResult } from '../../src/gate/judge-report.ts'
import { readOptions } from '../../src/gate/options.ts'
import type { Counterexample } from '../../src/gate/report/counterexample.ts'
import type { Outcome } from '../../src/gate/report/shown-report.ts'
import type { LawId } from '../../src/laws/index.ts'
import { LAWS } from '../../src/laws/summaries.ts'

const HOME = '.claude-compte1'
const TARGET = '{root}/.claude-projects-shared'
const CONTENT = `the only copy of ${HOME}/projects\n`
const LN = `ln -sfn ${TARGET} {root}/${HOME}/projects`

const DESTROYED: Counterexample = {
  ...{ summary: `\`${HOME}/projects\` (42 bytes) was destroyed: it was a file where a link belongs` },
  ...{ kind: 'destroyed', trouble: null, history: [], since: null, exit: 0, output: '', story: null },
  spec: {
    deployment: { homes: [HOME], links: [{ name: 'projects', target: '.claude-projects-shared' }] },
    ...{ tree: flatten({ [HOME]: dir({ projects: file(CONTENT) }) }), rootName: PLAIN_ROOT },
  },
  lines: [
    { depth: 0, label: `${HOME}/`, fate: 'kept', isDirectory: true, now: null },
    {
      ...{ depth: 1, label: 'projects (42 bytes)', fate: 'destroyed', isDirectory: false },
      now: `a symlink to "${TARGET}"`,
    },
  ],
  before: [
    { path: HOME, type: 'dir', mode: '0700' },
    { path: `${HOME}/projects`, type: 'file', mode: '0644', size: 42 },
  ],
  after: [
    { path: HOME, type: 'dir', mode: '0700' },
    { path: `${HOME}/projects`, type: 'link', mode: '0777', text: TARGET },
  ],
  fates: [
    { path: HOME, fate: 'kept' },
    { path: `${HOME}/projects`, fate: 'destroyed' },
  ],
  ...{ strays: [], script: null },
  fixture: `await using w = await world({ '${HOME}': dir({ projects: file(${JSON.stringify(CONTENT)}) }) })`,
  blame: {
    ...{ call: 'rename', path: `${HOME}/CuXXXXXX`, to: `${HOME}/projects`, process: LN },
    line: { file: 'install.sh', number: 12, text: LN },
  },
}

const PUBLIC: Counterexample = {
  ...DESTROYED,
  ...{ summary: `the new directory \`${HOME}\` has mode 0755, not 0700`, kind: null, lines: [], blame: null },
}

function result(id: LawId, more: Partial<LawResult>): LawResult {
  const { level, says } = LAWS.find(one => one.id === id) ?? { level: 'safe', says: '' }
  return {
    ...{ id, level, says, verdict: 'held', worlds: 256, brokenIn: 0, waived: [], troubled: null },
    ...{ seconds: 2, reason: null, fails: false, counterexample: null, others: [], ...more },
  }
}

const REPORT: JudgeReport = {
  ...{ ok: false, subject: 'bash install.sh', level: 'safe', seed: 1, numRuns: 120, worlds: 321 },
  ...{ seconds: 28.4, sandbox: 'bwrap', trace: 'seccomp', calls: null, notes: [], shard: null },
  laws: [
    result('keeps-data', { verdict: 'broken', brokenIn: 41, fails: true, counterexample: DESTROYED }),
    result('ends', {}),
    result('private', { verdict: 'broken', brokenIn: 9, counterexample: PUBLIC }),
    result('order-blind', {
      ...{ verdict: 'not-applicable', worlds: 0 },
      reason: 'its homes and links are hard-coded, so it cannot be given another order',
    }),
  ],
  // Only `--stats` and the JSON have it.
  reached: {} as JudgeReport['reached'],
}

/** Returns the outcome that docs/reports.md shows: a script that links with `ln -sfn`, judged by four laws. */
export function shownOutcome(): Outcome {
  const read = readOptions(['bash', 'install.sh'], new Map(), {})
  if ('problems' in read) throw new Error(read.problems.join('\n'))
  return { report: REPORT, options: read.options, isRemembered: false, directory: '' }
}

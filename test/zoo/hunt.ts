import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { DEFAULT_DEPLOYMENT } from '../../fixtures/deployment.ts'
import type { WorldSpec } from '../../fixtures/states/world-spec.ts'
import { tempDir } from '../../fixtures/temp/temp-dir.ts'
import { harnessFor } from '../../src/experiments/harness.ts'
import { withVirtualTime } from '../../src/experiments/time/virtual-time.ts'
import { search } from '../../src/gate/search/search.ts'
import { bredWorlds, type WorldChoice, worldsFor } from '../../src/gate/search/worlds.ts'
import type { FailingCase } from '../../src/gate/shrink/failing-case.ts'
import { type LawId, lawWithId } from '../../src/laws/index.ts'
import { violationsOf } from '../../src/laws/worst-first.ts'
import { command } from '../../src/subjects/command/command.ts'
import { type PortProvision, port } from '../../src/subjects/port/port.ts'
import type { Subject } from '../../src/subjects/subject.ts'
import { PYTHON } from '../machine/python.ts'
import { isInProcess, type Specimen } from './specimen.ts'

/** How a law was found to be broken. */
export interface Kill {
  /** Worlds tried until then, in an order that the seed tells. */
  readonly worlds: number
  /** Runs under trouble until then. */
  readonly runs: number
  readonly seconds: number
  readonly found: FailingCase
}

/** A specimen as a subject: what ends in `.ts` runs in process, everything else is a command in its sandbox. */
export async function subjectOf(specimen: Specimen, tempPath = tmpdir()): Promise<Subject> {
  const { name, file, args = [] } = specimen
  const path = fileURLToPath(new URL(file, import.meta.url))
  if (isInProcess(specimen)) {
    const loaded: { readonly provision: PortProvision } = await import(path)
    return port(name, loaded.provision)
  }
  const acceptsRequest = args.length > 0
  const subject = command([...interpreterOf(path), path, ...args], { acceptsRequest, parallel: 2 })
  return withVirtualTime((await subject.prepare?.(tempPath)) ?? subject)
}

function interpreterOf(path: string): string[] {
  if (path.endsWith('.py')) return [PYTHON]
  if (path.endsWith('.mjs')) return ['node']
  if (path.endsWith('.pl')) return ['perl']
  return [readFileSync(path, 'utf8').startsWith('#!/bin/bash') ? 'bash' : 'sh']
}

/** How many worlds are tried before trouble is tried in those of them that tell most. */
const ROUND = 40

/**
 * Searches the gate's worlds, in an order that the seed tells, until a subject breaks a law; null where it never does.
 * Trouble is tried after each few worlds, so that what it has to show does not wait for all of them.
 */
export async function hunt(
  subject: Subject,
  id: LawId,
  seed: number,
  {
    deployment = DEFAULT_DEPLOYMENT,
    sample = null,
  }: Partial<Pick<WorldChoice, 'deployment' | 'sample'>> = {},
): Promise<Kill | null> {
  await using temp = await tempDir()
  const law = lawWithId(id)
  // One that never ends takes its whole time in each world.
  const patience = law.isAboutTime === true ? 0.2 : 1
  const harness = { ...harnessFor(temp, subject, { equality: null, allow: new Map() }), patience }
  const choice = { deployment, numRuns: null, seed, sample }
  const specs = shuffled(worldsFor(subject, choice), seed)
  const began = performance.now()
  let [worlds, runs] = [0, 0]
  // However few worlds a part has, all changes are made to them.
  const bred = bredWorlds(subject, { ...choice, sample: null })
  const plan = {
    specs,
    laws: [law],
    seed,
    bred,
    worldsInRound: ROUND,
    // A law about time judges every kind of trouble, and is broken without any.
    wants: () => law.isAboutTime !== true,
    onProgress: () => {},
  }
  for await (const trial of search(harness, plan)) {
    if (trial.phase === 'trouble-ended') continue
    if (trial.phase === 'trouble') runs += 1
    else if (trial.phase !== 'baseline') worlds += 1
    const { judgements, sighting } = trial.judged
    const [violation] = judgements.flatMap(violationsOf)
    if (violation === undefined || sighting === null) continue
    const seconds = (performance.now() - began) / 1000
    return { worlds, runs, seconds, found: { spec: trial.spec, ...sighting, violation } }
  }
  return null
}

function shuffled(all: readonly WorldSpec[], seed: number): WorldSpec[] {
  const [specs = []] = fc.sample(fc.shuffledSubarray([...all], { minLength: all.length }), {
    seed,
    numRuns: 1,
  })
  return specs
}

import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { DEFAULT_DEPLOYMENT } from '../../fixtures/deployment.ts'
import type { WorldSpec } from '../../fixtures/states/world-spec.ts'
import { tempDir } from '../../fixtures/temp.ts'
import type { Harness } from '../../src/experiments/harness.ts'
import { observe } from '../../src/experiments/observe.ts'
import { underTrouble } from '../../src/experiments/troubles/try-troubles.ts'
import { harnessFor } from '../../src/gate/judge-subject.ts'
import { SECOND_WAVE_LAWS, STRANGERS_LAWS, secondWave } from '../../src/gate/search/name-taken-worlds.ts'
import { chosenForTrouble, type TriedWorld, triedWorldOf } from '../../src/gate/search/tried-world.ts'
import { unrequestedWorlds } from '../../src/gate/search/unrequested-worlds.ts'
import { runsFor, type WorldChoice, worldsFor } from '../../src/gate/search/worlds.ts'
import { LAWS, type LawId } from '../../src/laws/index.ts'
import type { Experiment, Law } from '../../src/laws/law.ts'
import type { Observation } from '../../src/observation/observation.ts'
import { isTrouble } from '../../src/observation/trouble.ts'
import { command } from '../../src/subjects/command/command.ts'
import { type PortProvision, port } from '../../src/subjects/port/port.ts'
import type { Subject } from '../../src/subjects/subject.ts'
import { PYTHON } from '../subjects/python.ts'
import { type Beast, isInProcess } from './beast.ts'

/** How a law was found to be broken. */
export interface Kill {
  /** Worlds tried until then, in an order that the seed tells. */
  readonly worlds: number
  /** Runs under trouble until then. */
  readonly runs: number
  readonly seconds: number
  readonly seen: Observation
  readonly spec: WorldSpec
}

/** A beast as a subject: what ends in `.ts` runs in process, everything else is a command in its sandbox. */
export async function subjectOf(beast: Beast, tempPath = tmpdir()): Promise<Subject> {
  const { name, file, args = [] } = beast
  const path = fileURLToPath(new URL(file, import.meta.url))
  if (isInProcess(beast)) {
    const loaded: { readonly provision: PortProvision } = await import(path)
    return port(name, loaded.provision)
  }
  const acceptsRequest = args.length > 0
  const subject = command([...interpreterOf(path), path, ...args], { acceptsRequest, parallel: 2 })
  return (await subject.prepare?.(tempPath)) ?? subject
}

function interpreterOf(path: string): string[] {
  if (path.endsWith('.py')) return [PYTHON]
  if (path.endsWith('.mjs')) return ['node']
  return [readFileSync(path, 'utf8').startsWith('#!/bin/bash') ? 'bash' : 'sh']
}

/** How many worlds are looked at before those of them are chosen in which trouble is tried. */
const BATCH = 40

/**
 * Tries a subject in the gate's worlds, in an order that the seed tells, until a law is broken; null where it never is.
 * What trouble has to show is tried as the gate does it, in the telling ones of each few worlds.
 */
export async function hunt(
  subject: Subject,
  id: LawId,
  seed: number,
  shard: WorldChoice['shard'] = null,
): Promise<Kill | null> {
  await using temp = await tempDir()
  return await new Hunt(
    harnessFor(temp, subject, { equality: null, allow: [] }),
    lawOf(id),
    seed,
    shard,
  ).kill()
}

export function lawOf(id: LawId): Law<LawId> {
  const [law] = LAWS.filter(one => one.id === id)
  if (law === undefined) throw new Error(`there is no law ${id}`)
  return law
}

class Hunt {
  readonly #harness: Harness
  readonly #law: Law<LawId>
  readonly #seed: number
  readonly #shard: WorldChoice['shard']
  readonly #began = performance.now()
  readonly #known = new Set<string>()
  #worlds = 0
  #runs = 0
  #kill: Kill | null = null

  constructor(harness: Harness, law: Law<LawId>, seed: number, shard: WorldChoice['shard']) {
    this.#harness = harness
    this.#law = law
    this.#seed = seed
    this.#shard = shard
  }

  async kill(): Promise<Kill | null> {
    const { subject } = this.#harness
    const { id, needs } = this.#law
    const all = worldsFor(subject, {
      deployment: DEFAULT_DEPLOYMENT,
      runs: runsFor(subject),
      seed: this.#seed,
      shard: this.#shard,
    })
    const [specs = []] = fc.sample(fc.shuffledSubarray(all, { minLength: all.length }), {
      seed: this.#seed,
      numRuns: 1,
    })
    const isTroubled = needs.some(isTrouble)
    const tried: TriedWorld[] = []
    const names = new Set<string>()
    for (let at = 0; at < specs.length && this.#kill === null; at += BATCH) {
      const batch = await this.#tryAll(specs.slice(at, at + BATCH))
      tried.push(...batch)
      if (isTroubled && this.#kill === null) await this.#trouble(batch)
      if (SECOND_WAVE_LAWS.has(id)) await this.#wave(tried, names)
    }
    if (STRANGERS_LAWS.has(id) && this.#kill === null)
      await this.#tryAll(await unrequestedWorlds(this.#harness, tried))
    return this.#kill
  }

  /** Worlds in which names are taken that the subject was seen to take so far. */
  async #wave(tried: TriedWorld[], names: Set<string>): Promise<void> {
    for (let later = secondWave(tried, names, 30); later.length > 0; later = secondWave(tried, names, 30)) {
      if (this.#kill !== null) return
      tried.push(...(await this.#tryAll(later)))
    }
  }

  /** Each world once, until the law is broken. */
  async #tryAll(specs: readonly WorldSpec[]): Promise<TriedWorld[]> {
    const needs = new Set<Experiment>([...this.#law.needs, 'moments'])
    const tried: TriedWorld[] = []
    for (const spec of specs) {
      if (this.#kill !== null) break
      const seen = await observe(this.#harness, spec, needs)
      this.#worlds += 1
      this.#judge(seen, spec)
      tried.push(triedWorldOf(spec, this.#worlds, seen))
    }
    return tried
  }

  async #trouble(candidates: readonly TriedWorld[]): Promise<void> {
    const fixed = candidates.filter(({ spec }) => spec.kind !== 'random')
    for (const [turn, { spec }] of chosenForTrouble(this.#harness.subject, fixed).entries()) {
      if (this.#kill !== null) return
      await underTrouble(this.#harness, spec, {
        kinds: new Set(this.#law.needs.filter(isTrouble)),
        seed: this.#seed,
        turn,
        known: this.#harness.subject.kind === 'command' ? this.#known : null,
        onSeen: seen => {
          this.#runs += 1
          this.#judge(seen, spec)
          return this.#kill === null
        },
        onTried: () => {},
      })
    }
  }

  #judge(seen: Observation, spec: WorldSpec): void {
    if (this.#kill !== null || typeof this.#law.judge(seen) === 'string') return
    const seconds = (performance.now() - this.#began) / 1000
    this.#kill = { worlds: this.#worlds, runs: this.#runs, seconds, seen, spec }
  }
}

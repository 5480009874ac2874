import { InvalidArgumentError } from 'commander'
import type { SharedLink } from '../../fixtures/deployment.ts'

/** Whole numbers from `min` to `max`. */
export interface Range {
  readonly min: number
  readonly max: number
}

/** How many random worlds; a run of none still tries every small state. */
export const RUNS: Range = { min: 0, max: 100_000 }
export const SEED: Range = { min: -(2 ** 31), max: 2 ** 31 - 1 }
/** In seconds; Node's timers end at 24 days, and then fire at once. */
export const TIMEOUT = { above: 0, max: 86_400 }

/** Gathers a flag that may be given again. */
export function gathered<T>(parse: (value: string) => T): (value: string, before?: readonly T[]) => T[] {
  return (value, before = []) => [...before, parse(value)]
}

export function text(value: string): string {
  return value
}

/** `NAME=TARGET`; the target may hold a `=`, the name may not. */
export function link(value: string): SharedLink {
  const { key, rest } = pair(value, 'NAME=TARGET')
  return { name: key, target: rest }
}

/** `ID=REASON`. */
export function waiver(value: string): readonly [id: string, reason: string] {
  const { key, rest } = pair(value, 'ID=REASON')
  return [key, rest]
}

/** A whole number in a range, in decimal digits. */
export function integer({ min, max }: Range): (value: string) => number {
  return value => {
    const number = /^-?\d+$/u.test(value) ? Number(value) : Number.NaN
    if (number >= min && number <= max) return number
    throw new InvalidArgumentError(`Expected a whole number from ${min} to ${max}.`)
  }
}

/** A time in seconds, such as `10` or `0.5`. */
export function seconds(value: string): number {
  const number = /^\d+(?:\.\d+)?$/u.test(value) ? Number(value) : Number.NaN
  if (number > TIMEOUT.above && number <= TIMEOUT.max) return number
  throw new InvalidArgumentError(
    `Expected a number of seconds above ${TIMEOUT.above} and up to ${TIMEOUT.max}.`,
  )
}

/** `I/N`, counted from 1. */
export function shard(value: string): { readonly index: number; readonly count: number } {
  const [, index, count] = (/^(\d{1,9})\/(\d{1,9})$/u.exec(value) ?? []).map(Number)
  if (index !== undefined && count !== undefined && index >= 1 && index <= count) return { index, count }
  throw new InvalidArgumentError('Expected I/N with I from 1 to N, such as 1/4.')
}

function pair(value: string, form: string): { readonly key: string; readonly rest: string } {
  const at = value.indexOf('=')
  if (at === -1) throw new InvalidArgumentError(`Expected ${form}.`)
  return { key: value.slice(0, at), rest: value.slice(at + 1) }
}

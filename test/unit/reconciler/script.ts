import type { Answer, Call, Script } from '../../../src/reconciler/call.ts'
import { perform, type Stage } from '../../../src/reconciler/perform.ts'

/** Returns a call as one line: `symlink /h/projects -> /t`. */
export function lineOf(call: Call): string {
  return `${call.call} ${call.path}${call.call === 'symlink' ? ` -> ${call.text}` : ''}`
}

/** Returns a stage that performs, records every call, and acts before the call of a given line. */
export function intruded(line: string, act: () => void, noted: string[] = []): Stage {
  let left = 1
  return call => {
    noted.push(lineOf(call))
    if (lineOf(call) === line && left > 0) {
      left -= 1
      act()
    }
    return perform(call)
  }
}

/** Returns a stage that performs, but answers the calls of given lines with an errno. */
export function failing(lines: Readonly<Record<string, string>>): Stage {
  return call => {
    const errno = lines[lineOf(call)]
    return errno === undefined ? perform(call) : { errno }
  }
}

/** Returns a stage that answers each call from a list, which must match the calls exactly. */
export function answering(answers: readonly (readonly [line: string, answer: Answer])[]): Stage {
  const left = [...answers]
  return call => {
    const next = left.shift()
    if (next === undefined || next[0] !== lineOf(call)) {
      throw new Error(
        `the script asked for "${lineOf(call)}", and ${next ? `"${next[0]}"` : 'nothing'} was expected`,
      )
    }
    return next[1]
  }
}

/** Runs two scripts in turn, one call each, on disk. */
export function byTurns<T>(scripts: readonly [Script<T>, Script<T>], turns: readonly number[]): [T, T] {
  const steps = scripts.map(script => script.next())
  const advance = (which: number) => {
    const [script, step] = [scripts[which], steps[which]]
    if (script !== undefined && step !== undefined && step.done !== true) {
      steps[which] = script.next(perform(step.value))
    }
  }
  for (const which of turns) advance(which)
  while (steps.some(step => step.done !== true)) for (const which of [0, 1]) advance(which)
  const [first, second] = steps
  if (first?.done !== true || second?.done !== true) throw new Error('both scripts have ended')
  return [first.value, second.value]
}

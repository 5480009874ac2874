import { readFileSync } from 'node:fs'
import { REPOSITORY } from '../nested-project.ts'

/** One step of a composite action. */
export interface ActionStep {
  readonly name: string
  readonly shell: string | null
  readonly run: string
  /** The variables of its environment, with an expression such as `inputs.flags` for each. */
  readonly env: Readonly<Record<string, string>>
}

/** What is looked at of `action.yml`. */
export interface Action {
  readonly using: string
  /** The default of each input. */
  readonly inputs: Readonly<Record<string, string>>
  readonly steps: readonly ActionStep[]
  /** The whole file. */
  readonly text: string
}

/** Reads `action.yml`, which uses little of YAML: two blanks for each level, and plain or quoted words. */
export function readAction(): Action {
  const text = readFileSync(`${REPOSITORY}action.yml`, 'utf8')
  const [head = '', steps = ''] = text.split(/^ {2}steps:\n/mu)
  const [, inputs = '', runs = ''] = /^inputs:\n(.*)^runs:\n(.*)/msu.exec(head) ?? []
  return {
    using: wordAt(runs, 'using') ?? '',
    inputs: Object.fromEntries(
      [...inputs.matchAll(/^ {2}([\w-]+):\n((?: {4}.*\n)+)/gmu)].map(([, name = '', body = '']) => [
        name,
        wordAt(body, 'default') ?? '',
      ]),
    ),
    steps: steps
      .split(/^ {4}- /mu)
      .slice(1)
      .map(stepOf),
    text,
  }
}

function stepOf(body: string): ActionStep {
  const [, env = ''] = /^ {6}env:\n((?: {8}.*\n)+)/mu.exec(body) ?? []
  const [, run = ''] = /^ {6}run: \|\n((?: {8}.*\n|\n)+)/mu.exec(body) ?? []
  return {
    name: wordAt(body, 'name') ?? '',
    shell: wordAt(body, 'shell'),
    run: run.replaceAll(/^ {8}/gmu, ''),
    env: Object.fromEntries(
      [...env.matchAll(/^ {8}(\w+): \$\{\{ (.+) \}\}$/gmu)].map(([, name = '', value = '']) => [name, value]),
    ),
  }
}

function wordAt(body: string, key: string): string | null {
  return new RegExp(`^ *${key}: "?(.*?)"?$`, 'mu').exec(body)?.[1] ?? null
}

import { BACKUP_SUFFIXES } from '../../../fixtures/states/backups.ts'

/** The endings of a name that are kept: those of files of agents, and of backups. */
const ENDINGS = [...BACKUP_SUFFIXES, '.jsonl', '.json', '.md', '.txt', '.log', '.lock', '.sh', '.toml'].sort(
  (a, b) => b.length - a.length,
)

/** Characters that break scripts. A name that holds one still holds it when it is scrambled. */
const ODD = [' ', "'", '"', '\n', '$', '*', '\\', '&', ';']

/**
 * Gives names new ones that reveal nothing but their beginning (a dot, a dash), their ending if it is a common one, and whether
 * they hold characters that break scripts. The same name always gets the same new one.
 */
export class ScrambledNames {
  readonly #own: ReadonlySet<string>
  readonly #numbers = new Map<string, number>()

  /** @param own names to keep, also where a common ending follows. */
  constructor(own: Iterable<string>) {
    this.#own = new Set(own)
  }

  /** Returns whether a name is kept, or kept up to a common ending. */
  isOwn(name: string): boolean {
    return this.#own.has(name) || this.#own.has(withoutEnding(name))
  }

  /** Returns the new name. */
  of(name: string): string {
    if (this.isOwn(name)) return name
    const base = withoutEnding(name)
    const ending = name.slice(base.length)
    const known = this.#numbers.get(base)
    const number = known ?? this.#numbers.size + 1
    if (known === undefined) this.#numbers.set(base, number)
    const odd = ODD.filter(char => base.includes(char)).join('')
    const start = /^[.-]/u.exec(base)?.[0] ?? ''
    const scrambled = `${start}n${number}${odd}${ending}`
    return this.isOwn(scrambled) ? `${start}n${number}-${odd}${ending}` : scrambled
  }
}

function withoutEnding(name: string): string {
  const ending = ENDINGS.find(one => name.endsWith(one) && name.length > one.length)
  return ending === undefined ? name : name.slice(0, -ending.length)
}

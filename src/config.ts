import type { GateConfig, GivenLinks } from './gate/options/gate-config.ts'
import type { Equality } from './reconciler/link.ts'

export type { GateConfig, SubjectConfig } from './gate/options/gate-config.ts'

/** A config: the default export of a config file, or the key `shared-links` of a package.json. */
export interface Config {
  /** The path of the JSON schema of a config in JSON. Editors complete and check the config by it. */
  readonly $schema?: string | undefined
  /** The account homes that `check` and `ensure` read, or globs. A relative path starts at the config's directory. */
  readonly homes?: readonly string[] | undefined
  /** The links that every home needs, with absolute targets; or give `sharedRoot`. */
  readonly links?: GivenLinks | undefined
  /** The absolute directory that holds the targets of the three default links; or give `links`. */
  readonly sharedRoot?: string | undefined
  /** When a link is right: its text is the target (`exact`), or it leads to the target (`resolved`). Default: `exact`. */
  readonly equality?: Equality | undefined
  /** The options of the gate. Its homes and links are separate: they are paths in the root of a world. */
  readonly gate?: GateConfig | undefined
}

/**
 * Types a config, and returns it unchanged.
 *
 * @example
 * // shared-links.config.ts
 * export default defineConfig({ gate: { command: ['bash', 'install.sh'], stub: ['systemctl'] } })
 */
export function defineConfig(config: Config): Config {
  return config
}

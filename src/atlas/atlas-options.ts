import type { OptionName } from '../gate/options/table.ts'

/** The options of the gate that the atlas takes. The others choose laws and worlds, or how violations are reported. */
export const ATLAS_OPTIONS: readonly OptionName[] = [
  ...(['config', 'subjects', 'self', 'homes', 'links', 'fileLinks', 'allow'] as const),
  ...(['stub', 'given', 'setup', 'again', 'homesExist', 'env', 'stdin', 'equality'] as const),
  ...(['mount', 'sandbox', 'network', 'timeoutSeconds', 'workers', 'quiet', 'json'] as const),
]

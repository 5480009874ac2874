/** The signals that stop a program, by which a terminal, a service manager or a CI job asks it to end. */
export const SIGNALS = ['TERM', 'INT', 'HUP'] as const
export type Signal = (typeof SIGNALS)[number]

/** Those whom a signal reaches: the program alone, as from `kill`, or its process group, as from Ctrl-C. */
export const ADDRESSEES = ['process', 'group'] as const
export type Addressee = (typeof ADDRESSEES)[number]

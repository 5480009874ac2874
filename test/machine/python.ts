import { existsSync } from 'node:fs'

/** The first python3 on the path may be one that only its owner can run; worlds with permissions have another user. */
export const PYTHON = existsSync('/usr/bin/python3') ? '/usr/bin/python3' : 'python3'

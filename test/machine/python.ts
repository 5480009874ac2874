import { existsSync } from 'node:fs'

/** A python3 that every user may run: worlds with permissions run as another user, and the first on the path may be private. */
export const PYTHON = existsSync('/usr/bin/python3') ? '/usr/bin/python3' : 'python3'

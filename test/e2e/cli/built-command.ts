import { spawn } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const MAIN = fileURLToPath(new URL('../../../dist/src/cli/main.js', import.meta.url))
const SOURCE = fileURLToPath(new URL('../../../src/cli', import.meta.url))

export interface Ran {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface RunOptions {
  readonly cwd: string
  readonly env?: Readonly<Record<string, string>>
}

/** Runs the built command in an almost empty environment. */
export function vsl(args: readonly string[], options: RunOptions): Promise<Ran> {
  return ran(process.execPath, [MAIN, ...args], options)
}

/** Runs a line of bash in which `vsl` is the built command. */
export function bash(line: string, options: RunOptions): Promise<Ran> {
  return ran('bash', ['-c', `vsl() { ${process.execPath} ${MAIN} "$@"; }\n${line}`], options)
}

/** Replaces a path in the output, so that the whole output can be compared. */
export function without(root: string, { code, stdout, stderr }: Ran): Ran {
  const shown = (text: string) => text.replaceAll(root, '<root>')
  return { code, stdout: shown(stdout), stderr: shown(stderr) }
}

function ran(program: string, args: readonly string[], { cwd, env = {} }: RunOptions): Promise<Ran> {
  refuseStale()
  const { PATH = '' } = process.env
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env: { PATH, HOME: cwd, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const said = { stdout: '', stderr: '' }
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (text: string) => {
        said[name] += text
      })
    }
    child.on('error', reject).on('close', code => resolve({ code, ...said }))
  })
}

function refuseStale(): void {
  const built = statSync(MAIN, { throwIfNoEntry: false })?.mtimeMs ?? 0
  if (readdirSync(SOURCE, { recursive: true }).some(name => statSync(`${SOURCE}/${name}`).mtimeMs > built)) {
    throw new Error('dist is missing, or older than src/cli: npm run build')
  }
}

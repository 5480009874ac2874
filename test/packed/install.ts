import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)
const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url))

/** What a process said, and how it ended. */
export interface Ran {
  readonly status: number
  readonly output: string
}

/** Packs the built package as npm would publish it, and answers the tarball's path. */
export async function pack(directory: string): Promise<string> {
  // Without the scripts, since building anew would take dist away from whoever runs at the same time.
  const { stdout } = await run(
    'npm',
    ['pack', '--ignore-scripts', '--json', '--pack-destination', directory],
    {
      cwd: REPOSITORY,
    },
  )
  const packed: readonly { readonly filename: string }[] = JSON.parse(stdout)
  return `${directory}/${packed[0]?.filename}`
}

/** Makes a project of its own that has the tarball and some packages installed, and the sample files in it. */
export async function install(project: string, tarball: string, packages: readonly string[]): Promise<void> {
  mkdirSync(project)
  cpSync(new URL('project', import.meta.url), project, { recursive: true })
  writeFileSync(`${project}/package.json`, JSON.stringify({ private: true, type: 'module' }))
  const quiet = [
    '--no-audit',
    '--no-fund',
    '--no-save',
    '--ignore-scripts',
    '--prefer-offline',
    '--loglevel=error',
  ]
  await run('npm', ['install', ...quiet, tarball, ...packages], { cwd: project })
}

/** Puts the Node types, installed under a name where no compiler looks for them, in their place. */
export function addNodeTypes(project: string): void {
  renameSync(`${project}/node_modules/node-types`, `${project}/node_modules/@types/node`)
}

/** Runs a program in a project, with nothing of the environment that would change what a reporter prints. */
export async function runIn(project: string, program: string, args: readonly string[]): Promise<Ran> {
  const options = { cwd: project, env: { PATH: process.env['PATH'], HOME: project }, maxBuffer: 1 << 26 }
  try {
    const { stdout } = await run(program, args, options)
    return { status: 0, output: stdout }
  } catch (error) {
    const failed = Object(error)
    if (typeof failed.code !== 'number') throw error
    return { status: failed.code, output: `${failed.stdout}${failed.stderr}` }
  }
}

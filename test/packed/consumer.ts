import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { promisify } from 'node:util'
import { inject } from 'vitest'

const run = promisify(execFile)

/** What a process said, and how it ended. */
export interface Ran {
  readonly status: number
  readonly stdout: string
  readonly stderr: string
}

/** A fresh project that has some packages and then the packed package installed, and the files of `project` in it. */
export interface Consumer {
  readonly path: string
  /** Runs a program there, with nothing of the environment that would change what a reporter prints. */
  run(program: string, args: readonly string[], directory?: string): Promise<Ran>
  remove(): void
}

const QUIET = ['--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline', '--loglevel=error']

/**
 * Makes a project. The package comes last, as a user adds it to a project that has a test runner: npm then fails where the
 * runner's version is none that the package allows.
 */
export async function makeConsumer(packages: readonly string[]): Promise<Consumer> {
  const path = mkdtempSync(`${tmpdir()}/consumer-`)
  const filter = (file: string) => !file.endsWith('.d.ts')
  cpSync(new URL('project', import.meta.url), path, { recursive: true, filter })
  writeFileSync(`${path}/package.json`, JSON.stringify({ private: true, type: 'module' }))
  const remove = () => rmSync(path, { recursive: true, maxRetries: 10 })
  try {
    await run('npm', ['install', ...QUIET, ...packages], { cwd: path })
    await run('npm', ['install', ...QUIET, inject('tarball')], { cwd: path })
  } catch (error) {
    remove()
    throw error
  }
  return { path, run: (program, args, directory = path) => ran(program, args, directory, path), remove }
}

/** Puts the Node types, installed under a name where no compiler looks for them, in their place. */
export function addNodeTypes({ path }: Consumer): void {
  renameSync(`${path}/node_modules/node-types`, `${path}/node_modules/@types/node`)
}

async function ran(program: string, args: readonly string[], cwd: string, home: string): Promise<Ran> {
  const options = { cwd, env: { PATH: process.env['PATH'], HOME: home }, maxBuffer: 1 << 26 }
  try {
    return { status: 0, ...(await run(program, args, options)) }
  } catch (error) {
    const { code, stdout, stderr } = Object(error)
    if (typeof code !== 'number') throw error
    return { status: code, stdout, stderr }
  }
}

import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import type { Install, Tool } from './tools.ts'

/** Where the npm packages are installed: a `node_modules`. `test/tools/run` says. */
export const MODULES = process.env['TOOLS_MODULES'] ?? ''

/** Why a tool cannot be judged here, or null: it is not installed, or in another version than the one in the table. */
export function lacking({ install, version }: Tool): string | null {
  const found = versionOf(install)
  if (found === null) return `${nameOf(install)} is not installed`
  return found === version ? null : `${nameOf(install)} is installed as ${found}, not as ${version}`
}

/** The version of what is installed, for Debian packages without Debian's revision; null if there is none. */
function versionOf(install: Install): string | null {
  if ('npm' in install) {
    try {
      const text = readFileSync(`${MODULES}/${nameOf(install)}/package.json`, 'utf8')
      return (JSON.parse(text) as { version: string }).version
    } catch {
      return null
    }
  }
  const { stdout } = spawnSync('dpkg-query', ['--status', nameOf(install)], { encoding: 'utf8' })
  if (!/^Status: .* installed$/mu.test(stdout ?? '')) return null
  return /^Version: (?:\d+:)?(.+?)(?:-[^-]+)?$/mu.exec(stdout)?.[1] ?? null
}

/** The name of a package, without the version that is asked for. */
function nameOf(install: Install): string {
  return 'npm' in install ? install.npm.replace(/@[^@]*$/u, '') : install.apt.replace(/=.*$/u, '')
}

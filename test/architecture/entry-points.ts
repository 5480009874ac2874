import { readFileSync } from 'node:fs'

/** What a user imports or runs: its name, and the source file behind it. */
export interface EntryPoint {
  readonly name: string
  readonly file: string
}

interface Manifest {
  readonly name: string
  readonly exports: Readonly<Record<string, string | { readonly default: string }>>
  readonly bin: Readonly<Record<string, string>>
}

/** Reads the entry points of the package from its `package.json`: every export that is code, and every program. */
export function entryPoints(): EntryPoint[] {
  const { name, exports, bin }: Manifest = JSON.parse(readFileSync('package.json', 'utf8'))
  const modules = Object.entries(exports).flatMap(([path, target]) =>
    typeof target === 'string' ? [] : [{ name: name + path.slice(1), file: sourceOf(target.default) }],
  )
  const programs = Object.entries(bin).map(([program, path]) => ({
    name: `$ ${program}`,
    file: sourceOf(path),
  }))
  return [...modules, ...programs]
}

function sourceOf(built: string): string {
  return built.replace(/^\.\/dist\//, '').replace(/\.js$/, '.ts')
}

import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { absoluteLinks } from './absolute-links.ts'

const USAGE = `usage: npm run release -- VERSION [--upload]
  VERSION    such as 1.2.0, or what \`npm version\` takes: major, minor, patch
  --upload   publish with provenance; without it, everything else is done, and the upload is tried`

interface Manifest {
  readonly version: string
  readonly author: string
  readonly homepage: string
  readonly repository: { readonly url: string }
  readonly bugs: { readonly url: string }
}

release(process.argv.slice(2))

/** Releases what is committed: a version, its section of the changelog, a commit, a tag and a tarball. */
function release(args: readonly string[]): void {
  const [version, ...flags] = args
  if (version === undefined || flags.some(flag => flag !== '--upload')) end([USAGE])
  const problems = problemsOf(
    manifest(),
    readFileSync('CHANGELOG.md', 'utf8'),
    run('git', 'status', '--porcelain'),
  )
  if (problems.length > 0) end(problems)
  run('npm', 'version', version, '--no-git-tag-version')
  const released = manifest()
  const tag = `v${released.version}`
  writeFileSync('CHANGELOG.md', withRelease(readFileSync('CHANGELOG.md', 'utf8'), released.version, today()))
  run('git', 'commit', '--quiet', '--all', '--message', `build: release ${released.version}`)
  run('git', 'tag', '--annotate', '--message', tag, tag)
  publish(released, flags.includes('--upload'))
  console.log(`${tag} is committed and tagged: push both`)
}

/** Returns why nothing may be released yet. */
function problemsOf(
  { author, homepage, repository, bugs }: Manifest,
  changelog: string,
  status: string,
): string[] {
  const placeholders = { author, homepage, 'repository.url': repository.url, 'bugs.url': bugs.url }
  return [
    ...Object.entries(placeholders)
      .filter(([, value]) => /example\.invalid|OWNER|AUTHOR/u.test(value))
      .map(([key, value]) => `package.json: ${key} is a placeholder: ${value}`),
    ...(isNothingUnreleased(changelog) ? ['CHANGELOG.md: nothing is listed under Unreleased'] : []),
    ...(status === '' ? [] : ['git: commit or stash these first:', ...status.trimEnd().split('\n')]),
  ]
}

/** Packs the package, and publishes it with the README's relative links leading to the tag. */
function publish({ version, homepage }: Manifest, isUploaded: boolean): void {
  const directory = mkdtempSync(`${tmpdir()}/release-`)
  try {
    const packed: readonly { readonly filename: string }[] = JSON.parse(
      run('npm', 'pack', '--json', '--silent', '--pack-destination', directory),
    )
    run('tar', '-xzf', `${directory}/${packed[0]?.filename}`, '-C', directory)
    const readme = `${directory}/package/README.md`
    const base = `${homepage.replace(/#.*/u, '')}/blob/v${version}`
    writeFileSync(readme, absoluteLinks(readFileSync(readme, 'utf8'), base))
    const tried = isUploaded ? ['--provenance'] : ['--dry-run']
    run('npm', 'publish', `${directory}/package`, '--ignore-scripts', '--access', 'public', ...tried)
  } finally {
    rmSync(directory, { recursive: true })
  }
}

function isNothingUnreleased(changelog: string): boolean {
  return changelog.split(/^## /mu).some(section => section.trim() === 'Unreleased')
}

function withRelease(changelog: string, version: string, date: string): string {
  return changelog.replace('## Unreleased\n', `## Unreleased\n\n## ${version} (${date})\n`)
}

function manifest(): Manifest {
  return JSON.parse(readFileSync('package.json', 'utf8'))
}

function today(): string {
  return new Date().toISOString().slice(0, 10)
}

function run(program: string, ...args: readonly string[]): string {
  return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
}

function end(problems: readonly string[]): never {
  for (const problem of problems) console.error(problem)
  process.exit(1)
}

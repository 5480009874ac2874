import { existsSync } from 'node:fs'

/** How each package manager installs what its lock file names. */
const INSTALLS: readonly (readonly [lockFile: string, install: string])[] = [
  ['package-lock.json', 'npm ci'],
  ['pnpm-lock.yaml', 'corepack enable && pnpm install --frozen-lockfile'],
  ['yarn.lock', 'corepack enable && yarn install --immutable'],
]

/** Returns the command that installs the dependencies of a repository. */
export function installCommand(repository: string): string {
  return INSTALLS.find(([lockFile]) => existsSync(`${repository}/${lockFile}`))?.[1] ?? 'npm install'
}

/** Returns a GitHub workflow that runs the gate with the config of its repository. */
export function workflow(install: string): string {
  return `name: shared links
on: [push, pull_request]
jobs:
  gate:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 22
      - run: ${install}
      # Only root may make namespaces here.
      - run: sudo -E env "PATH=$PATH" npx vitest-shared-links gate --require-all
`
}

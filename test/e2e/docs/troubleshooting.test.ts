import { spawnSync } from 'node:child_process'
import { chmodSync } from 'node:fs'
import { expect, test } from 'vitest'
import { file, world } from '../../../fixtures/index.ts'
import { lacksBwrap } from '../../machine/capabilities.ts'
import { REPOSITORY } from '../nested-project.ts'
import { blocksOf, withBuiltCommand } from './pages.ts'

const LINKS_FOUND_HOMES = `#!/bin/sh
umask 077
status=0
for name in session-env file-history projects; do
  target=$HOME/.claude-$name-shared
  mkdir -p "$target" || { status=1; continue; }
  for home in "$HOME"/.claude-compte*; do
    [ -d "$home" ] || continue
    [ "$home/$name" -ef "$target" ] || ln -sT "$target" "$home/$name" || status=1
  done
done
exit $status
`

test.skipIf(lacksBwrap)(
  'a script that links the homes that it finds passes with the flag of the page',
  async () => {
    await using repository = await world({ 'link-found-homes.sh': file(LINKS_FOUND_HOMES) })
    chmodSync(repository.path('link-found-homes.sh'), 0o755)
    const flags = '--no-save --runs 0 --sample 1/16 --law tells-the-truth'
    const run = (code: string) =>
      spawnSync('bash', ['-c', withBuiltCommand(code).replace(' gate ', ` gate ${flags} `)], {
        cwd: repository.root,
        env: { PATH: process.env['PATH'] ?? '', HOME: REPOSITORY },
        encoding: 'utf8',
      })
    const shown = blocksOf('docs/troubleshooting.md').find(({ code }) => code.includes('link-found-homes'))
    const { status, stdout } = run(shown?.code ?? '')
    expect({ status, stdout }).toMatchObject({ status: 0 })
    expect(run('npx vitest-shared-links gate -- ./link-found-homes.sh').status).toBe(1)
  },
)

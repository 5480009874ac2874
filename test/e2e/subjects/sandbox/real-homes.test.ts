import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { removeTree } from '../../../../fixtures/disk/remove.ts'
import { command } from '../../../../src/subjects/command/command.ts'
import { neededPaths } from '../../../../src/subjects/sandbox/needed-paths.ts'
import { homeOf, homePlaces } from '../../../../src/subjects/sandbox/real-homes.ts'
import { buildWorld } from '../../../judging/built-world.ts'
import { lacks } from '../../../machine/capabilities.ts'

afterEach(() => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})

/** Makes a developer's home, and HOME and PATH point into it; removed when disposed of. */
function realHome() {
  // Not in /dev/shm, which every sandbox hides.
  const home = mkdtempSync('/var/tmp/vitest-shared-links-')
  const put = (path: string, text: string, mode = 0o644) => {
    mkdirSync(dirname(`${home}/${path}`), { recursive: true })
    writeFileSync(`${home}/${path}`, text, { mode })
  }
  put('.ssh/id_ed25519', 'secret')
  put('.claude/projects/a.jsonl', 'secret')
  put('.local/share/keyrings/login', 'secret')
  put('.cargo/credentials.toml', 'secret')
  put('notes.txt', 'notes\n')
  put('builds/repo/repo/.git/HEAD', '')
  put('builds/repo/repo/lib.sh', 'echo "from the library"\n')
  put('builds/repo/repo/deploy/install.sh', '. "$(dirname "$0")/../lib.sh"\n')
  put('alone.sh', 'echo alone\n', 0o755)
  put('.nvm/versions/node/v22/bin/tool', '#!/bin/sh\ncat "$(dirname "$0")/../lib/node_modules/tool"\n', 0o755)
  put('.nvm/versions/node/v22/lib/node_modules/tool', 'a module\n')
  symlinkSync('versions/node/v22', `${home}/.nvm/current`)
  put('.local/share/uv/py/bin/py', '#!/bin/sh\ncat "$(dirname "$(readlink -f "$0")")/../lib/std"\n', 0o755)
  put('.local/share/uv/py/lib/std', 'a standard library\n')
  put('.cargo/bin/rust', '#!/bin/sh\necho rust\n', 0o755)
  put('bin/mine', '#!/bin/sh\necho mine\n', 0o755)
  mkdirSync(`${home}/.local/bin`)
  symlinkSync('../share/uv/py/bin/py', `${home}/.local/bin/py`)
  const places = [`${home}/.nvm/current/bin`, `${home}/.local/bin`, `${home}/.cargo/bin`, `${home}/bin`]
  vi.stubEnv('HOME', home)
  vi.stubEnv('PATH', [...places, process.env['PATH']].join(':'))
  return { home, [Symbol.dispose]: () => removeTree(home) }
}

function startedIn(directory: string) {
  vi.spyOn(process, 'cwd').mockReturnValue(directory)
}

describe.each(['bwrap', 'unshare'] as const)('in sandbox %s', sandbox => {
  describe.skipIf(lacks(sandbox))('of a real home', () => {
    test('the whole repository is visible from any of its directories, and nothing else', async () => {
      using real = realHome()
      await using s = await buildWorld()
      startedIn(`${real.home}/builds/repo/repo/deploy`)
      const text = `ls -A ${real.home} ${real.home}/builds/repo; echo x >${real.home}/builds/repo/repo/lib.sh`
      const seen = await command(
        ['sh', '-c', `sh ${real.home}/builds/repo/repo/deploy/install.sh; ${text}`],
        {
          sandbox,
        },
      ).run(s.job)
      expect(seen.output).toMatch(/^from the library\n/)
      expect(seen.output).toContain(`${real.home}:\n.cargo\n.local\n.nvm\nbin\nbuilds\n`)
      expect(seen.output).toContain(`${real.home}/builds/repo:\nrepo\n`)
      expect(seen.output).toContain('Read-only file system')
    })

    test('programs on the path run, with the installations around them, also through links', async () => {
      using real = realHome()
      await using s = await buildWorld()
      const text = `tool; py; rust; mine; cat ${real.home}/.ssh/* ${real.home}/.claude/*/* ${real.home}/.cargo/*.toml ${real.home}/.local/share/keyrings/*; echo x >${real.home}/x`
      const { output } = await command(['sh', '-c', text], { sandbox }).run(s.job)
      expect(output).toMatch(/^a module\na standard library\nrust\nmine\n/)
      expect(output).not.toContain('secret')
      expect(output).toContain('Read-only file system')
    })

    test('a given file that lies directly in the home is visible alone', async () => {
      using real = realHome()
      await using s = await buildWorld()
      startedIn('/')
      const argv = ['sh', '-c', '"$0"; ls $1', `${real.home}/alone.sh`, real.home]
      expect((await command(argv, { sandbox }).run(s.job)).output).toBe('alone\nalone.sh\nbin\n')
    })

    test('entries that begin with a dot stay hidden when the command is started in the home itself', async () => {
      using real = realHome()
      await using s = await buildWorld()
      startedIn(real.home)
      const { output } = await command(['sh', '-c', `cat ${real.home}/notes.txt; ls -A ${real.home}`], {
        sandbox,
      }).run(s.job)
      expect(output).toBe('notes\n.cargo\n.local\n.nvm\nalone.sh\nbin\nbuilds\nnotes.txt\n')
    })

    test('a world that is mounted there covers it', async () => {
      using real = realHome()
      await using s = await buildWorld({}, `${real.home}`)
      startedIn('/')
      const subject = command(['sh', '-c', 'pwd; ls -A; echo new >new'], { sandbox, mount: real.home })
      expect((await subject.run(s.job)).output).toBe(`${real.home}\n`)
    })
  })
})

test('no directory that holds system programs counts as a home', () => {
  for (const home of ['/', '/usr', '/usr/local', '/dev/shm', '/nonexistent']) {
    vi.stubEnv('HOME', home)
    expect(homePlaces()).not.toContain(home)
  }
})

test('a home is a directory in /home, or one of the other places', () => {
  expect(homeOf('/home/me/a/b', ['/home', '/root'])).toBe('/home/me')
  expect(homeOf('/home', ['/home', '/root'])).toBe('/home')
  expect(homeOf('/root/a', ['/home', '/root'])).toBe('/root')
  expect(homeOf('/rooted', ['/home', '/root'])).toBeNull()
})

test('a home itself is never among the needed paths', () => {
  using real = realHome()
  expect(neededPaths([real.home], real.home, `${real.home}:${real.home}/bin`)).not.toContain(real.home)
})

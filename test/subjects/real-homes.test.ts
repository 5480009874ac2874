import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { removeTree } from '../../fixtures/disk/remove.ts'
import { command } from '../../src/subjects/command/command.ts'
import { neededPaths } from '../../src/subjects/sandbox/needed-paths.ts'
import { homeOf, homePlaces } from '../../src/subjects/sandbox/real-homes.ts'
import { lacks } from '../machine/capabilities.ts'
import { site } from './job.ts'

afterEach(() => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})

/** A home as a developer has one, in which the process believes to be; gone at the end. */
function realHome() {
  // Not in /dev/shm, which is never seen in a sandbox.
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

describe.each(['bwrap', 'unshare'] as const)('in the sandbox of %s', sandbox => {
  describe.skipIf(lacks(sandbox))('of a real home', () => {
    test('a repository in it is seen as a whole, from each of its directories, and no more', async () => {
      using real = realHome()
      await using s = await site()
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

    test('programs on the path run, with what is installed around them, by whatever links they are found', async () => {
      using real = realHome()
      await using s = await site()
      const text = `tool; py; rust; mine; cat ${real.home}/.ssh/* ${real.home}/.claude/*/* ${real.home}/.cargo/*.toml ${real.home}/.local/share/keyrings/*; echo x >${real.home}/x`
      const { output } = await command(['sh', '-c', text], { sandbox }).run(s.job)
      expect(output).toMatch(/^a module\na standard library\nrust\nmine\n/)
      expect(output).not.toContain('secret')
      expect(output).toContain('Read-only file system')
    })

    test('a file that is given and lies in no directory of its own is seen alone', async () => {
      using real = realHome()
      await using s = await site()
      startedIn('/')
      const argv = ['sh', '-c', '"$0"; ls $1', `${real.home}/alone.sh`, real.home]
      expect((await command(argv, { sandbox }).run(s.job)).output).toBe('alone\nalone.sh\nbin\n')
    })

    test('what a dot hides stays hidden where the command is started in the home itself', async () => {
      using real = realHome()
      await using s = await site()
      startedIn(real.home)
      const { output } = await command(['sh', '-c', `cat ${real.home}/notes.txt; ls -A ${real.home}`], {
        sandbox,
      }).run(s.job)
      expect(output).toBe('notes\n.cargo\n.local\n.nvm\nalone.sh\nbin\nbuilds\nnotes.txt\n')
    })

    test('nothing is in the way of a world that is mounted there', async () => {
      using real = realHome()
      await using s = await site({}, `${real.home}`)
      startedIn('/')
      const subject = command(['sh', '-c', 'pwd; ls -A; echo new >new'], { sandbox, mount: real.home })
      expect((await subject.run(s.job)).output).toBe(`${real.home}\n`)
    })
  })
})

test('no directory with programs of the system in it is taken for a home', () => {
  for (const home of ['/', '/usr', '/usr/local', '/dev/shm', '/nonexistent']) {
    vi.stubEnv('HOME', home)
    expect(homePlaces()).not.toContain(home)
  }
})

test('a home is a directory of /home, or what is called so', () => {
  expect(homeOf('/home/me/a/b', ['/home', '/root'])).toBe('/home/me')
  expect(homeOf('/home', ['/home', '/root'])).toBe('/home')
  expect(homeOf('/root/a', ['/home', '/root'])).toBe('/root')
  expect(homeOf('/rooted', ['/home', '/root'])).toBeNull()
})

test('a home itself is never needed', () => {
  using real = realHome()
  expect(neededPaths([real.home], real.home, `${real.home}:${real.home}/bin`)).not.toContain(real.home)
})

import { describe, expect, test } from 'vitest'
import { flatten } from '../../../fixtures/disk/flat-tree.ts'
import { PLAIN_ROOT } from '../../../fixtures/states/world-spec.ts'
import { tempDir } from '../../../fixtures/temp/temp-dir.ts'
import { harnessFor } from '../../../src/experiments/harness.ts'
import { tryTroubles } from '../../../src/experiments/troubles/try-troubles.ts'
import { crashSafe } from '../../../src/laws/crash-safe.ts'
import { judgeDisturbed } from '../../../src/laws/law.ts'
import { ADDRESSEES, SIGNALS } from '../../../src/observation/signal.ts'
import { command } from '../../../src/subjects/command/command.ts'
import { ONE } from '../../judging/gate.ts'
import { LIVE_DIRECTORY } from '../../judging/trees.ts'
import { lacksBwrap, lacksTracer } from '../../machine/capabilities.ts'
import { PYTHON } from '../../machine/python.ts'

/** Each form of a signal has its turn before each change in one of so many worlds. */
const FORMS = SIGNALS.length * ADDRESSEES.length

/** Judges a command that finds a directory in the place of the link, and is stopped by every signal that it handles. */
async function judged(
  argv: readonly string[],
): Promise<{ readonly struck: number; readonly broken: string[] }> {
  await using temp = await tempDir()
  const unprepared = command(argv, { acceptsRequest: false })
  const harness = harnessFor(temp, (await unprepared.prepare?.(temp.path)) ?? unprepared, {
    ...{ equality: null, allow: new Map() },
  })
  const spec = { deployment: ONE, tree: flatten(LIVE_DIRECTORY), rootName: PLAIN_ROOT }
  const broken = new Set<string>()
  let struck = 0
  for (let troubledIndex = 0; troubledIndex < FORMS; troubledIndex += 1) {
    const troubling = { kinds: ['signal'], seed: 1, troubledIndex, known: null, wants: () => true } as const
    for await (const trial of tryTroubles(harness, spec, troubling)) {
      if (trial.phase !== 'trouble') continue
      struck += 1
      const judgement = judgeDisturbed(crashSafe, trial.observation)
      if (typeof judgement !== 'string') broken.add(judgement.summary)
    }
  }
  return { struck, broken: [...broken].sort() }
}

/** Moves the directory into a new one, and links; a trap handles signals. */
const shell = (trap: string) => `
umask 077; aside=; ${trap}
mkdir -p shared
[ -L a/projects ] && exit
if [ -d a/projects ]; then aside=$(mktemp -d a/projects.XXXXXX) && mv -T a/projects "$aside/projects" || exit; fi
ln -sT "$HOME/shared" a/projects`

/** The same in Python, whose handler of INT raises an exception. */
const python = (handlers: string, atEnd: string) => `
import os, shutil, signal, sys, tempfile
def stop(number, _): sys.exit(128 + number)
${handlers}
os.makedirs('shared', 0o700, exist_ok=True)
if os.path.islink('a/projects'): sys.exit()
aside = tempfile.mkdtemp(dir='a', prefix='projects.')
try:
    if os.path.isdir('a/projects'): os.rename('a/projects', aside + '/projects')
    os.symlink(os.environ['HOME'] + '/shared', 'a/projects')
finally:
    ${atEnd}`

const DESTROYED =
  /^`a\/projects\/only\.jsonl` \(14 bytes\) was destroyed when the program('s process group)? received (TERM|INT|HUP) before the (rename|symlink) of `a\/projects`/

describe.skipIf(lacksBwrap || lacksTracer)(
  'a program that is stopped by a signal',
  { timeout: 120_000 },
  () => {
    test.each([
      ['a trap', ['sh', '-c', shell(`trap 'rm -rf "$aside"; exit 1' TERM INT HUP`)]],
      ['a trap at its end', ['bash', '-c', shell(`trap '[ -L a/projects ] || rm -rf "$aside"' EXIT`)]],
      ['finally', [PYTHON, '-c', python('', "os.path.islink('a/projects') or shutil.rmtree(aside)")]],
      [
        'finally, after TERM alone',
        [
          PYTHON,
          '-c',
          python(
            'for one in (2, 15): signal.signal(one, one == 15 and stop or signal.SIG_IGN)',
            "os.path.islink('a/projects') or shutil.rmtree(aside)",
          ),
        ],
      ],
    ])('is accused if it clears the only copy in %s', async (_, argv) => {
      const { broken } = await judged(argv)
      expect(broken.length).toBeGreaterThan(0)
      expect(broken.filter(summary => !DESTROYED.test(summary))).toEqual([])
    })

    test.each([
      ['clears only what is empty', ['sh', '-c', shell(`trap 'rmdir "$aside" 2>&-; exit 1' TERM INT HUP`)]],
      ['handles a signal and goes on', ['sh', '-c', shell(`trap 'echo stopped >&2' TERM INT HUP`)]],
      ['dies of the same signal', ['bash', '-c', shell(`trap 'trap - TERM; kill -TERM $$' TERM`)]],
      [
        'moves everything back',
        ['sh', '-c', shell(`trap '[ -e a/projects ] || mv -T "$aside/projects" a/projects; exit 143' TERM`)],
      ],
      ['raises an exception', [PYTHON, '-c', python('signal.signal(signal.SIGTERM, stop)', 'pass')]],
      [
        'ends in the middle',
        [
          'perl',
          '-e',
          `$SIG{TERM} = $SIG{HUP} = sub { exit 1 }; mkdir 'shared', 0700; exit if -l 'a/projects'; mkdir "a/$$"; rename 'a/projects', "a/$$/projects"; symlink "$ENV{HOME}/shared", 'a/projects'`,
        ],
      ],
    ])('is not accused if it %s', async (_, argv) => {
      const { struck, broken } = await judged(argv)
      expect(broken).toEqual([])
      expect(struck).toBeGreaterThan(5)
    })

    test.each([
      ['ignores them', ['perl', '-e', `$SIG{TERM} = $SIG{INT} = 'IGNORE'; mkdir 'shared', 0700`]],
      ['handles none', ['perl', '-e', `mkdir 'shared', 0700`]],
    ])('is not stopped if it %s', async (_, argv) => {
      expect(await judged(argv)).toEqual({ struck: 0, broken: [] })
    })
  },
)

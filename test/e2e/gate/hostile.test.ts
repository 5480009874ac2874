import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { removeTree } from '../../../fixtures/disk/remove.ts'
import { gate } from '../../../src/gate/gate.ts'
import { GateError } from '../../../src/gate/gate-error.ts'
import type { GateOptions } from '../../../src/gate/options.ts'
import type { LawId } from '../../../src/laws/index.ts'
import { processLimit } from '../../../src/subjects/process/process-limit.ts'
import { failingLaws, gateOptions } from '../../judging/gate.ts'
import { lacks } from '../../machine/capabilities.ts'
import { CAREFUL } from '../../reconcilers/shell-scripts.ts'

/** What nobody may touch: a directory that is no world, in which the script is told to do its harm. */
const OUTSIDE = '/var/tmp'

/** What needs no trouble, which takes its time. */
const UNDISTURBED: readonly LawId[] = [
  'keeps-data',
  'tells-the-truth',
  'succeeds-when-clear',
  'idempotent',
  'adds-only-required',
]

interface Outcome {
  /** The message of a refusal; null where there was a verdict. */
  readonly refused: string | null
  readonly failing: readonly string[]
}

/**
 * Gates a script, which finds a directory outside of its world in `$VICTIM`, and sees to it that nothing is left: no
 * temp directory, no process, no file of that directory touched.
 */
async function outcomeOf(text: string, options: Partial<GateOptions>): Promise<Outcome> {
  const tmp = mkdtempSync('/dev/shm/vitest-shared-links-')
  const victim = mkdtempSync(`${OUTSIDE}/vitest-shared-links-`)
  const before = process.env['TMPDIR']
  process.env['TMPDIR'] = tmp
  try {
    writeFileSync(`${victim}/precious`, 'precious')
    const script = `VICTIM=${victim}\n${text}`
    const result = await gate(
      gateOptions({
        command: ['bash', '-c', script],
        // In `unshare` a run takes far longer to prepare.
        sample: { index: 1, count: options.sandbox === 'unshare' ? 120 : 80 },
        numRuns: 0,
        timeoutSeconds: 5,
        laws: UNDISTURBED,
        ...options,
      }),
    ).catch((error: unknown) => error)
    expect(readdirSync(victim)).toEqual(['precious'])
    expect(readFileSync(`${victim}/precious`, 'utf8')).toBe('precious')
    expect(readdirSync(tmp)).toEqual([])
    expect(await processesOf(victim)).toEqual([])
    if (result instanceof GateError) return { refused: result.message, failing: [] }
    if (result instanceof Error) throw result
    return { refused: null, failing: failingLaws(result as Awaited<ReturnType<typeof gate>>) }
  } finally {
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
    removeTree(tmp)
    removeTree(victim)
  }
}

/** The processes with a text in their command line, once those that are just ending have had a moment. */
async function processesOf(text: string): Promise<string[]> {
  for (let i = 0; ; i += 1) {
    const found = readdirSync('/proc').filter(pid => {
      try {
        return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes(text)
      } catch {
        return false
      }
    })
    if (found.length === 0 || i === 20) return found
    await sleep(50)
  }
}

/** Does what it should where nothing is in the way, and harm where something is. */
function otherwise(harm: string): string {
  return `if [ -e "$HOME/a/projects" ] && ! [ -L "$HOME/a/projects" ]; then\n${harm}\nfi\n${CAREFUL}`
}

const REAL_HOME = homedir()

describe.each(['bwrap', 'unshare'] as const)('%s: a script', sandbox => {
  describe.skipIf(lacks(sandbox))('harms nothing outside, leaves nothing, and is judged, although it', () => {
    const JUDGED: readonly (readonly [string, string])[] = [
      [
        'writes to /etc, to the real home and beside its world',
        `echo x >/etc/shared-links-test; mkdir -p ${REAL_HOME}/shared-links-test; echo x >~root/shared-links-test
         echo x >"$VICTIM/precious"; rm -rf "$VICTIM"; echo x >"$HOME/../x"; true`,
      ],
      [
        'leaves a daemon that would write later',
        '(setsid sh -c "sleep 0.3; echo x >$VICTIM/late; echo x >$HOME/late" >/dev/null 2>&1 </dev/null &) ; true',
      ],
      ['removes its TMPDIR and its HOME', 'rm -rf "$TMPDIR" "$TMPDIR"/* "$TMPDIR"/.[!.]* 2>/dev/null; true'],
      [
        'puts a link in the place of its request',
        'ln -sfn "$VICTIM/precious" "$SHARED_LINKS_REQUEST"; echo x >>"$SHARED_LINKS_REQUEST"; true',
      ],
      ['writes far too much to its output', '[ -e "$HOME/a" ] || head -c 20M /dev/zero; true'],
      ['closes all that it was given', 'exec <&- >&- 2>&-; true'],
    ]

    test('kills whoever started it, and is not judged', async () => {
      const { refused } = await outcomeOf('kill -9 $PPID; kill -9 -1; true', { sandbox })
      expect(refused).toContain('failed with exit code 137 in an empty world')
    })

    test.each(JUDGED)('%s', async (_, text) => {
      const { refused, failing: broken } = await outcomeOf(`${text}\n${CAREFUL}`, { sandbox })
      expect(refused).toBeNull()
      expect(broken).toEqual([])
      for (const path of [
        '/etc/shared-links-test',
        `${REAL_HOME}/shared-links-test`,
        '/root/shared-links-test',
      ]) {
        expect(existsSync(path)).toBe(false)
      }
    })

    test('removes its HOME', async () => {
      const { refused } = await outcomeOf('rm -rf "$HOME"', { sandbox })
      expect(refused).toMatch(
        /^The command failed with exit code \d+ in an empty world, so it cannot be judged/,
      )
    })
  })

  describe.skipIf(lacks(sandbox))('is stopped, by a gate that still hears its own clock, if it', () => {
    const REFUSED: readonly (readonly [string, string, RegExp])[] = [
      [
        'fills the disk in its world',
        'i=0; while :; do i=$((i+1)); head -c 20M /dev/zero >"$HOME/$i"; done',
        /was stopped, since it had written more than 256 MiB,/,
      ],
      [
        'fills the disk in TMPDIR',
        'dd if=/dev/zero of="$TMPDIR/x" bs=1M; sleep 20',
        /was stopped, since it had written more than 256 MiB,/,
      ],
      [
        'makes files without end',
        `exec perl -e 'for (;;) { open(F, ">", $i++) }'`,
        /was stopped, since it had made more than 50000 files,/,
      ],
      ['writes to its output without end', 'yes', /was stopped, since it had not ended after 5 s/],
    ]

    test.each(REFUSED)('%s', async (_, text, message) => {
      const { refused } = await outcomeOf(text, { sandbox, timeoutSeconds: 5 })
      expect(refused).toMatch(message)
    })

    // Where no bound can be had, these would take the whole machine with them.
    const FORKS = [
      ['forks without end', 'bomb() { bomb | bomb & }; bomb; sleep 20'],
      [
        'forks without end, each in a session of its own',
        'f() { while :; do setsid sleep 30 & done; }; f & f',
      ],
    ] as const
    test.skipIf(processLimit() === null).each(FORKS)('%s', async (_, text) => {
      const { refused } = await outcomeOf(text, { sandbox, timeoutSeconds: 2 })
      expect(refused).toMatch(/was stopped, since it had not ended after 2 s/)
    })

    test('does so only where something is in the way: a verdict, not a crash', async () => {
      const { refused, failing: broken } = await outcomeOf(
        otherwise('rm -rf "$HOME/a/projects"; dd if=/dev/zero of="$TMPDIR/x" bs=1M'),
        { sandbox },
      )
      expect(refused).toBeNull()
      // It breaks `ends`, by which it is not judged here. No other law judges a run that was stopped.
      expect(broken).toEqual([])
    })
  })

  test.skipIf(lacks(sandbox))(
    'that makes a tree deeper than a path can tell gets a clear answer',
    async () => {
      const deep = `d=$(printf 'd%.0s' {1..200}); cd "$HOME" && for i in {1..40}; do mkdir $d && cd $d || exit 1; done; exit 0`
      const outcome = await outcomeOf(`(${deep})\n${CAREFUL}`, { sandbox, level: 'tidy' })
      expect(outcome).toMatchObject({
        refused: null,
        failing: expect.arrayContaining(['adds-only-required']),
      })
    },
  )
})

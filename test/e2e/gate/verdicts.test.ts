import { describe, expect, test } from 'vitest'
import { gate } from '../../../src/gate/gate.ts'
import { failingLaws, gateOptions, judgeScript, lawIn, refusalOf, textOf } from '../../judging/gate.ts'
import { allowing, waiving } from '../../judging/waivers.ts'
import { lacksBwrap } from '../../machine/capabilities.ts'
import { CAREFUL, HALF, LN_SFN, REMOVES } from '../../reconcilers/shell-scripts.ts'

const PART = { sample: { index: 1, count: 24 } }

describe.skipIf(lacksBwrap)('a command that', () => {
  test('refuses whatever is in the way passes', async () => {
    const report = await judgeScript(CAREFUL, PART)
    expect(failingLaws(report)).toEqual([])
    expect(report).toMatchObject({ ok: true, level: 'safe', sandbox: 'bwrap', notes: [] })
    expect(report.trace).toMatch(/^(seccomp|none)$/)
  })

  test('does nothing and says that all is well does not pass', async () => {
    const report = await judgeScript('true', PART)
    expect(failingLaws(report)).toEqual(['tells-the-truth'])
    expect(report.ok).toBe(false)
    expect(lawIn(report, 'tells-the-truth').counterexample?.summary).toMatch(
      /^success was reported, but `a\/projects` is absent, not a link to `shared`$/,
    )
  })

  test('does half of it and says that all is well does not pass', async () => {
    const report = await judgeScript(HALF, PART)
    expect(failingLaws(report)).toEqual(['tells-the-truth'])
  })

  test('says that all is well when it has refused does not pass', async () => {
    const report = await judgeScript(`(${CAREFUL}) 2>/dev/null; exit 0`, PART)
    // In worlds in which it does not refuse by itself, it is found by what makes it fail there.
    const byTrouble = report.trace === 'none' ? [] : ['fault-safe', 'yields-to-others']
    expect(failingLaws(report)).toEqual(['tells-the-truth', ...byTrouble])
  })

  test('removes what is in the way does not pass', async () => {
    const report = await judgeScript(REMOVES, { ...PART, laws: ['keeps-data'] })
    expect(failingLaws(report)).toEqual(['keeps-data'])
  })

  test('replaces links does not pass', async () => {
    expect(failingLaws(await judgeScript(LN_SFN, PART))).toEqual(['keeps-data', 'tells-the-truth'])
  })

  test('works once only does not pass', async () => {
    const once = `[ -e "$HOME/done" ] && [ -e "$HOME/other" ] && exit 1; [ -e "$HOME/done" ] && touch "$HOME/other"; touch "$HOME/done"; ${CAREFUL}`
    expect(failingLaws(await judgeScript(once, { ...PART, laws: ['idempotent'] }))).toEqual(['idempotent'])
  })
})

describe.skipIf(lacksBwrap)('a command that keeps a log', () => {
  const logs = `date >>"$HOME/.links.log"; ${CAREFUL}`
  const ask = gateOptions({ command: ['sh', '-c', logs], laws: ['idempotent'], ...PART })

  test('does not pass, and is told how it may', async () => {
    const report = await gate(ask)
    expect(failingLaws(report)).toEqual(['idempotent'])
    expect(textOf(report, ask)).toMatch(
      /If the file is a log that grows with each run, allow it:\n {4}npx vitest-shared-links gate .* --allow \.links\.log /,
    )
  })

  test('passes as it is told', async () => {
    expect(failingLaws(await gate({ ...ask, allow: allowing('.links.log') }))).toEqual([])
  })

  test('in a directory that it makes anew each time is told nothing', async () => {
    const command = ['sh', '-c', `mktemp -d "$HOME/log.XXXXXX"; ${CAREFUL}`]
    const report = await gate({ ...ask, command })
    expect(failingLaws(report)).toEqual(['idempotent'])
    expect(textOf(report, { ...ask, command })).not.toContain('is a log')
  })
})

describe.skipIf(lacksBwrap)('what cannot be judged is said, and why:', () => {
  test('a command that always fails', async () => {
    expect(await refusalOf({ command: ['sh', '-c', 'echo "I \u001b[31mcannot"; exit 3'] })).toBe(
      [
        'The command failed with exit code 3 in an empty world, so it cannot be judged. Its output:',
        '',
        '  I \\x1b[31mcannot',
      ].join('\n'),
    )
    expect(await refusalOf({ command: ['false'] })).toMatch(/failed with exit code 1.*\(none\)$/s)
  })

  test('one that fails in its second run', async () => {
    expect(await refusalOf({ command: ['sh', '-c', 'mkdir "$HOME/a"'] })).toMatch(
      /^The command failed with exit code \d+ in its second run, on the result of the first, so/,
    )
  })

  test('one that does not end', async () => {
    expect(await refusalOf({ command: ['sh', '-c', 'echo begun; sleep 100'], timeoutSeconds: 0.4 })).toBe(
      [
        'The command was stopped, since it had not ended after 0.4 s of its own time, in an empty world, so it cannot be judged. Its output:',
        '',
        '  begun',
      ].join('\n'),
    )
  })

  test('one that is not there', async () => {
    expect(await refusalOf({ command: ['no-such-program'] })).toMatch(/no-such-program/)
    expect(await refusalOf({ command: ['no-such-program'], sandbox: 'none' })).toMatch(
      // A directory on the path may be closed to the user.
      /^no-such-program cannot be started \((ENOENT|EACCES)\)\.$/,
    )
    expect(await refusalOf({ command: ['./package.json'], sandbox: 'none' })).toBe(
      `${process.cwd()}/package.json cannot be started (EACCES).`,
    )
  })

  test('one with a hard-coded real path, with the flag that helps', async () => {
    const message = await refusalOf({ command: ['sh', '-c', 'mkdir -p /home/ubuntu-is-not-here/a'] })
    expect(message).toContain('Read-only file system')
    expect(message.split('\n').slice(-3)).toEqual([
      'Only the world (the HOME and working directory of the command) and TMPDIR can be written. If a path such as',
      '/home/ubuntu is hard-coded in the command, mount the world there: --mount /home/ubuntu. To stub what it installs:',
      '--stub apt-get.',
    ])
  })

  test('one that is hidden by the world that is mounted over it', async () => {
    const command = ['sh', 'package.json']
    expect(await refusalOf({ command, mount: process.cwd() })).toBe(
      `--mount ${process.cwd()} would hide ${process.cwd()}/package.json, which the command needs: run the gate in a copy of the repository elsewhere.`,
    )
  })

  test('a mount without a sandbox', async () => {
    expect(await refusalOf({ command: ['true'], mount: '/mnt', sandbox: 'none' })).toBe(
      '--mount needs a sandbox: leave out --sandbox none.',
    )
  })

  test('a law that was not tested, where all are asked for', async () => {
    const command = ['sh', '-c', CAREFUL]
    const options = { command, laws: ['heals-the-rest', 'keeps-data'], requireAll: true, ...PART } as const
    expect(await refusalOf(options)).toBe(
      'Not tested: heals-the-rest (it applied to no world that was tried).',
    )
  })

  test('a law that no world speaks of', async () => {
    const command = ['sh', '-c', CAREFUL]
    expect(await refusalOf({ command, laws: ['heals-the-rest'], ...PART })).toBe(
      'No law could be judged in any world that was tried:\n  heals-the-rest: it applied to no world that was tried',
    )
  })

  test('nothing tried', async () => {
    expect(await refusalOf({ sample: { index: 90_000, count: 90_000 } })).toBe(
      'No world was tried: ask for fewer samples.',
    )
  })
})

describe.skipIf(lacksBwrap)('a broken law', () => {
  test('above the level is a warning, and at it a failure', async () => {
    const laws = ['private'] as const
    const safe = await judgeScript(CAREFUL, { laws, ...PART })
    expect([safe.ok, lawIn(safe, 'private').verdict]).toEqual([true, 'broken'])
    expect((await judgeScript(CAREFUL, { laws, level: 'tidy', ...PART })).ok).toBe(false)
  })

  test('that is waived does not fail, and its reason is told', async () => {
    const waivers = waiving({ 'tells-the-truth': 'it is a stub' })
    const options = gateOptions({ command: ['true'], waivers, ...PART })
    const report = await gate(options)
    expect(report.ok).toBe(true)
    expect(lawIn(report, 'tells-the-truth')).toMatchObject({ verdict: 'waived', reason: 'it is a stub' })
    expect(textOf(report, options)).toContain('  - tells-the-truth      safe      waived: it is a stub\n')
  })

  test('is not judged where only others are asked for', async () => {
    const report = await judgeScript('true', { laws: ['keeps-data', 'touches-nothing'], ...PART })
    expect(report.laws.map(({ id, verdict }) => [id, verdict])).toEqual([
      ['keeps-data', 'held'],
      ['touches-nothing', 'held'],
    ])
  })
})

describe.skipIf(lacksBwrap)('a command may', () => {
  const options = {
    laws: ['adds-only-required', 'touches-nothing', 'keeps-data'],
    level: 'tidy',
    ...PART,
  } as const

  test('write what it is allowed to, and nothing else', async () => {
    const logs = `${CAREFUL}\ndate >>"$HOME/logs/link.log"`.replace('ln -s', 'mkdir -p "$HOME/logs"; ln -s')
    expect(failingLaws(await judgeScript(logs, options))).toEqual(['adds-only-required'])
    expect(failingLaws(await judgeScript(logs, { ...options, allow: allowing('logs', 'logs/**') }))).toEqual(
      [],
    )
    expect(failingLaws(await judgeScript(logs, { ...options, allow: allowing('logs/*.txt') }))).toEqual([
      'adds-only-required',
    ])
  })

  test('call what is stubbed', async () => {
    const calls = `systemctl-of-a-test restart agent || exit 1; ${CAREFUL}`
    expect(await refusalOf({ command: ['sh', '-c', calls] })).toContain('systemctl-of-a-test')
    expect(failingLaws(await judgeScript(calls, { ...options, stub: ['systemctl-of-a-test'] }))).toEqual([])
  })

  test('have a path written into it, where the world is mounted', async () => {
    const mount = '/home/ubuntu-is-not-here'
    const fixed = CAREFUL.replaceAll('$HOME', mount)
    expect(failingLaws(await judgeScript(fixed, { ...options, mount }))).toEqual([])
    expect(
      failingLaws(await judgeScript(REMOVES.replaceAll('$HOME', mount), { ...options, mount })),
    ).toContain('keeps-data')
  })

  test('remove the world itself where nothing confines it, and is refused', async () => {
    const text = `[ -e "$HOME/a/projects" ] && [ ! -L "$HOME/a/projects" ] && rm -rf "$HOME" "$TMPDIR"; ${CAREFUL}`
    const report = await judgeScript(text, { sandbox: 'none', laws: ['keeps-data'], ...PART })
    expect(failingLaws(report)).toContain('keeps-data')
  })
})

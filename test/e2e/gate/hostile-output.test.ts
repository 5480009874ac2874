import pc from 'picocolors'
import { describe, expect, test } from 'vitest'
import { gate } from '../../../src/gate/gate.ts'
import { formatted } from '../../../src/gate/report/formats/index.ts'
import { FORMATS } from '../../../src/gate/report/reporter.ts'
import { gateOptions, refusalOf, textOf } from '../../judging/gate.ts'
import { lacksBwrap } from '../../machine/capabilities.ts'

/** Clears the screen, sets the title, goes back over the line, reverses the text, and is no UTF-8. */
const ATTACK = '\\033[2J\\033]0;owned\\007\\r::error::x\\302\\233\\342\\200\\256\\377\\000'
/** The control characters, but for newline and tab. */
const RAW = /[\0-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\ufffd\ud800-\udfff]/u

const LIES = `printf '${ATTACK}'; printf '${ATTACK}' >&2; exit 0`
const STRAYS = `n=$(printf 'a\\033[31m\\nb\\377'); printf '${ATTACK}'; mkdir -p "$HOME/$n"; ln -sfn "$n" "$HOME/$n/l"`

describe.skipIf(lacksBwrap)('nothing that a command prints or makes reaches a terminal as it is:', () => {
  const PART = { sample: { index: 1, count: 20 }, level: 'complete' } as const
  test.each([
    ['its output', LIES],
    ['the names that it makes', STRAYS],
  ])('%s', async (_, text) => {
    const options = gateOptions({ command: ['sh', '-c', text], ...PART })
    const lines: string[] = []
    const report = await gate(options, {
      onProgress: line => lines.push(line),
      onViolation: (law, summary) => lines.push(`${law}: ${summary}`),
    })
    expect(report.ok).toBe(false)
    const shown = textOf(report, options)
    expect(shown).not.toMatch(RAW)
    expect(shown).toContain('\\x1b[2J')
    expect(lines.join('\n')).not.toMatch(RAW)
    for (const format of FORMATS) {
      const text = formatted(
        format,
        [{ report, options, isRemembered: false, directory: '' }],
        pc.createColors(false),
      )
      expect(text).not.toMatch(RAW)
      if (format === 'json') expect(JSON.parse(text)).toMatchObject({ version: 1, ok: false })
    }
  })

  test('its output in a refusal', async () => {
    const message = await refusalOf({ command: ['sh', '-c', `printf '${ATTACK}'; exit 1`] })
    expect(message).not.toMatch(RAW)
    expect(message).toContain('\\x1b[2J')
  })

  test('what it writes beside the world, and its own name', async () => {
    const text = `printf '#\\033[31m\\n' >/dev/null; touch "$HOME/../$(printf 'x\\033[2J\\302\\233')"`
    const options = gateOptions({ command: ['sh', '-c', text, '\u001b[2J\u009b'], sandbox: 'none', ...PART })
    const report = await gate(options)
    expect(report.notes).toHaveLength(1)
    expect(textOf(report, options)).not.toMatch(RAW)
  })
})

import { readFileSync } from 'node:fs'
import { describe, expect, expectTypeOf, test } from 'vitest'
import { validateConfig } from '../../src/cli/config/config-schema.ts'
import { type Config, defineConfig, type GateConfig, type SubjectConfig } from '../../src/config.ts'
import { helpOf } from '../../src/gate/options/help.ts'
import type { Option } from '../../src/gate/options/option.ts'
import { type OPTIONS, type OptionName, ROWS } from '../../src/gate/options/table.ts'
import { waiving } from '../judging/waivers.ts'

test('a config is returned as it is, and is valid', async () => {
  const config = {
    homes: ['.claude-compte1'],
    links: { projects: '/srv/projects' },
    equality: 'resolved',
    gate: {
      command: ['bash', 'install.sh'],
      links: [{ name: 'projects', target: 'projects' }],
      waive: { private: 'useradd makes the homes', 'keeps-data:orphaned': 'on purpose' },
      stub: ['systemctl'],
    },
  } as const
  expect(defineConfig(config)).toBe(config)
  expect(await validateConfig(config)).toStrictEqual({
    config: {
      homes: ['.claude-compte1'],
      links: [{ name: 'projects', target: '/srv/projects' }],
      equality: 'resolved',
      gate: {
        command: ['bash', 'install.sh'],
        links: [{ name: 'projects', target: 'projects' }],
        waive: waiving({ private: 'useradd makes the homes', 'keeps-data:orphaned': 'on purpose' }),
        stub: ['systemctl'],
      },
    },
  })
})

test('a key whose value is undefined is as good as none', async () => {
  expect(await validateConfig(defineConfig({ homes: undefined, gate: { runs: undefined } }))).toMatchObject({
    config: {},
  })
})

test('a mistake is an error of the type checker', () => {
  // @ts-expect-error there is no such key
  defineConfig({ homs: [] })
  // @ts-expect-error there is no such option
  defineConfig({ gate: { levl: 'safe' } })
  // @ts-expect-error there is no such level
  defineConfig({ gate: { level: 'all' } })
  // @ts-expect-error there is no such law
  defineConfig({ gate: { waive: { 'keep-data': 'why' } } })
  // @ts-expect-error there is no such kind of loss
  defineConfig({ gate: { waive: { 'keeps-data:lost': 'why' } } })
  // @ts-expect-error a sample belongs to one run
  defineConfig({ gate: { sample: { index: 1, count: 2 } } })
  expectTypeOf<Config['gate']>().toEqualTypeOf<GateConfig | undefined>()
})

/** The options of the gate in a config, as the table has them. */
type TableConfig = {
  readonly [Name in OptionName as NonNullable<
    (typeof OPTIONS)[Name]['key']
  >]?: (typeof OPTIONS)[Name] extends Option<string, infer Input, unknown> ? Input | undefined : never
}

/** The help of an option without what the types of a config show: its choices, and that it is a list. */
function docOf(row: (typeof ROWS)[number][1]): string {
  const { choices = [] } = row.kind
  return helpOf(row)
    .replace(` One of: ${choices.join(', ')}.`, '')
    .replace(' May be repeated.', '')
}

describe('the documented config of the gate agrees with the table of options', () => {
  test('in its types', () => {
    expectTypeOf<SubjectConfig>().toEqualTypeOf<TableConfig>()
    expectTypeOf<Omit<GateConfig, 'subjects'>>().toEqualTypeOf<TableConfig>()
  })

  test('in its comments', () => {
    const source = readFileSync(new URL('../../src/gate/options/gate-config.ts', import.meta.url), 'utf8')
    const [, ofSubject = ''] = source.split('export interface SubjectConfig')
    const [own = ''] = ofSubject.split('export interface GateConfig')
    const comments = [...own.matchAll(/\/\*\*((?:(?!\*\/).)*)\*\/\n {2}readonly (\w+)\?:/gsu)].map(
      ([, comment = '', key]) => [key, comment.replaceAll(/\s+\*?\s*/gu, ' ').trim()],
    )
    expect(comments).toEqual(
      ROWS.filter(([, { key }]) => key !== null).map(([, row]) => [row.key, docOf(row)]),
    )
  })
})

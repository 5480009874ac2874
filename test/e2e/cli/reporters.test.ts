import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { dir, file, linkTo, type World, world } from '../../../fixtures/index.ts'
import { lacksBwrap, lacksTracer } from '../../machine/capabilities.ts'
import { workflowCommands } from '../../unit/gate/report/formats/workflow-commands.ts'
import { vsl } from './built-command.ts'
import { junitProblems, readXml } from './read-xml.ts'

/** Links the one home that is requested over whatever is there, and prints what a log could take for commands. */
const LOSES = file(`echo '::error::owned </failure> ##[error]owned'
printf '  ::stop-commands::owned\\n'
mkdir -p a shared
rm -rf a/projects
ln -s "$PWD/shared" a/projects
`)
const GATE = ['gate', '--runs', '0', '--no-save', '--home', 'a', '--link', 'projects=shared']
const QUICK = [...GATE, '--sample', '1/30', '--law', 'keeps-data', '--law', 'succeeds-when-clear']

const judge = (w: World, more: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  vsl([...QUICK, ...more, '--', 'bash', 'link.sh'], { cwd: w.root, env })

describe.skipIf(lacksBwrap || lacksTracer)('the reports of one run', () => {
  test('go to files, several at once, and are read by others', async () => {
    await using w = await world({ 'link.sh': LOSES, 'page.html': file('older') })
    const formats = ['junit', 'sarif', 'html', 'json', 'github']
    const ran = await judge(
      w,
      formats.flatMap(name => ['--reporter', `${name}:page.${name}`]),
    )
    expect(ran.code).toBe(1)
    expect(ran.stdout).toContain('✗ keeps-data: nothing is destroyed or orphaned\n')
    expect(readdirSync(w.root).sort()).toEqual(['link.sh', ...formats.map(name => `page.${name}`)].sort())
    const [junit = '', sarif = '', html = '', json = '', github = ''] = formats.map(name =>
      readFileSync(w.path(`page.${name}`), 'utf8'),
    )

    const suites = readXml(junit)
    expect(junitProblems(suites)).toEqual([])
    const cases = suites.children[0]?.children.filter(({ tag }) => tag === 'testcase')
    expect(cases?.map(({ attributes }) => attributes['name'])).toEqual(['keeps-data', 'succeeds-when-clear'])
    expect(cases?.map(({ children }) => children.map(({ tag }) => tag))).toEqual([['failure'], []])
    expect(cases?.[0]?.text).toContain('::error::owned </failure> ##[error]owned\n')

    const [keepsData] = JSON.parse(json).laws
    expect(keepsData.verdict).toBe('broken')
    const [result] = JSON.parse(sarif).runs[0].results
    const { number, file: name } = keepsData.counterexample.blame.line
    expect(result.locations[0].physicalLocation).toMatchObject({
      artifactLocation: { uri: name },
      region: { startLine: number },
    })
    expect([name, number]).toEqual(['link.sh', 4])
    expect(workflowCommands(github)).toMatchObject([{ properties: { file: 'link.sh', line: '4' } }])

    // The page is well-formed, so that the parser shows whether a text has become an element.
    const page = readXml(html.replace('<!DOCTYPE html>\n', ''))
    expect(page.children.find(({ tag }) => tag === 'body')?.text).toContain(
      '::error::owned </failure> ##[error]',
    )
  })

  test('on GitHub are annotations, a step summary, and text without commands', async () => {
    await using w = await world({ deploy: dir({ 'link.sh': LOSES }), 'summary.md': file('earlier\n') })
    const env = {
      GITHUB_ACTIONS: 'true',
      GITHUB_WORKSPACE: w.root,
      GITHUB_STEP_SUMMARY: w.path('summary.md'),
    }
    const ran = await vsl([...QUICK, '--', 'bash', 'link.sh'], { cwd: w.path('deploy'), env })
    expect(ran.code).toBe(1)
    expect(workflowCommands(ran.stdout)).toEqual([])
    expect(ran.stdout).toContain('\n    \\x3a:error::owned </failure> #\\x23[error]owned\n')
    expect(workflowCommands(ran.stderr)).toMatchObject([
      { name: 'error', properties: { file: 'deploy/link.sh', line: '4' } },
    ])
    const summary = readFileSync(w.path('summary.md'), 'utf8')
    expect(summary).toMatch(/^earlier\n## vitest\\-shared\\-links\\: bash link\\.sh\n/u)
    expect(summary).toContain('```text\n✗ keeps-data: ')

    // With a report that was asked for, the annotations come besides.
    const json = await judge({ ...w, root: w.path('deploy') }, ['--json'], env)
    expect(JSON.parse(json.stdout).ok).toBe(false)
    expect(workflowCommands(json.stdout)).toEqual([])
    expect(workflowCommands(json.stderr)).toHaveLength(1)
    // Asked for by name, they go where they were asked to.
    const github = await judge({ ...w, root: w.path('deploy') }, ['--reporter', 'github'], env)
    expect(workflowCommands(github.stdout)).toHaveLength(1)
    expect(workflowCommands(github.stderr)).toEqual([])
  })
})

describe('a run without a verdict', () => {
  const fails = (w: World, reporters: readonly string[], env: Readonly<Record<string, string>> = {}) =>
    vsl([...GATE, '--sandbox', 'none', ...reporters, '--', 'sh', '-c', 'echo ::error::owned; exit 3'], {
      cwd: w.root,
      env,
    })

  test.skipIf(lacksTracer)('tells every report', async () => {
    await using w = await world()
    const formats = ['junit', 'sarif', 'html', 'text']
    const ran = await fails(w, ['--json', ...formats.flatMap(name => ['--reporter', `${name}:x.${name}`])])
    expect(ran.code).toBe(2)
    const { error } = JSON.parse(ran.stdout)
    expect(error).toContain('The command failed with exit code 3 in an empty world')
    const [junit = '', sarif = '', html = '', text = ''] = formats.map(name =>
      readFileSync(w.path(`x.${name}`), 'utf8'),
    )
    expect(junitProblems(readXml(junit))).toEqual([])
    expect(readXml(junit).attributes).toMatchObject({ tests: '1', errors: '1', failures: '0' })
    expect(JSON.parse(sarif).runs[0].invocations[0].executionSuccessful).toBe(false)
    expect(readXml(html.replace('<!DOCTYPE html>\n', '')).text).toContain(error)
    expect(text).toBe(`error: ${error}\n`)
  })

  test('is an annotation and a step summary on GitHub', async () => {
    await using w = await world({ 'summary.md': file() })
    const { code, stdout, stderr } = await fails(w, [], {
      GITHUB_ACTIONS: 'true',
      GITHUB_STEP_SUMMARY: w.path('summary.md'),
    })
    expect([code, stdout]).toEqual([2, ''])
    expect(workflowCommands(stderr)).toMatchObject([
      { name: 'error', data: expect.stringContaining('failed with exit code 3') },
    ])
    expect(readFileSync(w.path('summary.md'), 'utf8')).toContain('::error::owned')
  })

  test('also tells them of a wrong flag', async () => {
    await using w = await world()
    const ran = await vsl(['gate', '--runs', 'many', '--reporter', 'junit:x.xml'], { cwd: w.root })
    expect(ran.code).toBe(2)
    expect(readFileSync(w.path('x.xml'), 'utf8')).toContain('expected a whole number')
  })
})

describe('a report', () => {
  test.each([
    [
      'two that go to standard output',
      ['--json', '--reporter', 'junit'],
      'junit and json would both go to standard output: ',
    ],
    [
      'two that go to one file',
      ['--reporter', 'json:x', '--reporter', 'html:x'],
      'json and html would both go to "x"',
    ],
    [
      'an unknown format',
      ['--reporter', 'junitt'],
      '--reporter: no format is called "junitt". Did you mean "junit"?',
    ],
    [
      'a link as its file',
      ['--reporter', 'json:link'],
      'the report "link" cannot be written: it is not a file',
    ],
    [
      'a directory as its file',
      ['--reporter', 'json:dir'],
      'the report "dir" cannot be written: it is not a file',
    ],
    [
      'a file in no directory',
      ['--reporter', 'json:no/x'],
      'the report "no/x" cannot be written: its directory does not exist',
    ],
  ])('refuses %s before the run', async (_, flags, problem) => {
    await using w = await world({ link: linkTo('precious'), precious: file('precious'), dir: dir() })
    const before = w.snapshot()
    const ran = await vsl(['gate', ...flags, '--', 'true'], { cwd: w.root })
    expect(ran.code).toBe(2)
    expect(ran.stdout).toBe('')
    expect(ran.stderr).toContain(problem)
    expect(w.snapshot()).toEqual(before)
  })
})

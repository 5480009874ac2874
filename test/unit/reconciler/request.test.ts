import { describe, expect, it } from 'vitest'
import { world } from '../../../fixtures/world.ts'
import { ensureForAccount, ensureForAccounts, inspect, plan } from '../../../src/reconciler/api.ts'
import { validateRequest } from '../../../src/reconciler/request/request.ts'
import { requestErrorOf } from './request-error.ts'

const projects = { name: 'projects', target: '/s/projects' }

interface Refusal {
  readonly asked: string
  readonly homes?: unknown
  readonly required?: unknown
  readonly options?: unknown
  /** `code: message` of each problem. */
  readonly problems: readonly string[]
}

const REFUSALS: readonly Refusal[] = [
  { asked: 'no homes', homes: [], problems: ['no-homes: expected at least one home'] },
  { asked: 'no links', required: [], problems: ['no-links: expected at least one link'] },
  { asked: 'an empty home', homes: [''], problems: ['empty-home: a home is the empty string'] },
  {
    asked: 'a relative home',
    homes: ['h'],
    problems: ['relative-home: home "h": expected an absolute path'],
  },
  {
    asked: 'a home that only a shell knows',
    homes: ['~/h'],
    problems: ['relative-home: home "~/h": expected an absolute path (only a shell expands "~")'],
  },
  {
    asked: 'a home with a NUL',
    homes: ['/h\0'],
    problems: ['bad-path: home "/h\\x00": a path cannot hold a NUL or a lone surrogate'],
  },
  {
    asked: 'a home that no bytes could be',
    homes: ['/h\ud800'],
    problems: ['bad-path: home "/h\\u{d800}": a path cannot hold a NUL or a lone surrogate'],
  },
  {
    asked: 'a relative target',
    required: [{ name: 'n', target: 't' }],
    problems: ['relative-target: link "n": expected an absolute path as its target, not "t"'],
  },
  {
    asked: 'an empty target',
    required: [{ name: 'n', target: '' }],
    problems: ['relative-target: link "n": expected an absolute path as its target, not ""'],
  },
  {
    asked: 'a target with a NUL',
    required: [{ name: 'n', target: '/t\0' }],
    problems: ['bad-path: target "/t\\x00": a path cannot hold a NUL or a lone surrogate'],
  },
  {
    asked: 'a link of a kind that is none',
    required: [{ name: 'n', target: '/t', kind: 'symlink' }],
    problems: ['bad-kind: link "n": expected "directory" or "file" as its kind, not "symlink"'],
  },
  ...['/t/', '/t/.', '/t/..'].map(target => ({
    asked: `a file at ${target}`,
    required: [{ name: 'n', target, kind: 'file' }],
    problems: [
      `bad-path: target "${target}": only the path of a directory can end like this, not that of a file`,
    ],
  })),
  {
    asked: 'a target in one that is to be a file',
    required: [
      { name: 'n', target: '/s/t', kind: 'file' },
      { name: 'm', target: '/s/t/deeper' },
    ],
    problems: ['target-in-file: target "/s/t/deeper" lies in the target "/s/t", which is to be a file'],
  },
  ...['', '.', '..', 'a/b', '/', 'a\0b', 'a\udfff'].map(name => ({
    asked: `a link called ${JSON.stringify(name)}`,
    required: [{ name, target: '/t' }],
    problems: [
      `bad-name: link ${shown(name)}: a name is one path component: not empty, "." or "..", and without "/", NUL or a lone surrogate`,
    ],
  })),
  {
    asked: 'one name with two targets',
    required: [projects, { name: 'projects', target: '/s/other' }],
    problems: ['name-with-two-targets: link "projects" has two targets: "/s/projects" and "/s/other"'],
  },
  {
    asked: 'one name with a target spelled in two ways',
    required: [projects, { name: 'projects', target: '/s/projects/' }],
    problems: ['name-with-two-targets: link "projects" has two targets: "/s/projects" and "/s/projects/"'],
  },
  {
    asked: 'one link twice',
    required: [projects, projects],
    problems: ['repeated-link: link "projects" is given twice'],
  },
  {
    asked: 'two names with one target',
    required: [projects, { name: 'other', target: '/s//projects/' }],
    problems: ['target-with-two-names: target "/s//projects/" has two names: "projects" and "other"'],
  },
  {
    asked: 'the same home twice',
    homes: ['/a', '/b', '/a/'],
    problems: ['repeated-home: home "/a/" is given twice'],
  },
  {
    asked: 'the same home twice, by way of another directory',
    homes: ['/a', '/b/../a/.'],
    problems: ['repeated-home: home "/b/../a/." is given twice'],
  },
  {
    asked: 'a target that is the path of a link',
    homes: ['/h'],
    required: [{ name: 'n', target: '/h/n' }],
    problems: [
      'target-overlaps-link: target "/h/n" is or goes through the link "/h/n", which would lead to itself',
    ],
  },
  {
    asked: 'a target that lies in the link of another home',
    homes: ['/h', '/k'],
    required: [projects, { name: 'n', target: '/k/projects/deep' }],
    problems: [
      'target-overlaps-link: target "/k/projects/deep" is or goes through the link "/k/projects", which would lead to itself',
    ],
  },
  {
    asked: 'a target that contains a home, and so its links',
    homes: ['/s/projects/h'],
    problems: [
      'home-in-target: home "/s/projects/h" is or lies in the target "/s/projects", so that its links would lead in a loop',
    ],
  },
  {
    asked: 'a target that is a home',
    homes: ['/s/projects/'],
    problems: [
      'home-in-target: home "/s/projects/" is or lies in the target "/s/projects", so that its links would lead in a loop',
    ],
  },
  {
    asked: 'a target that is the root of the file system',
    required: [{ name: 'n', target: '/' }],
    problems: [
      'home-in-target: home "/h" is or lies in the target "/", so that its links would lead in a loop',
    ],
  },
  {
    asked: 'a home that lies in a link',
    homes: ['/h', '/h/projects/k'],
    problems: ['home-in-link: home "/h/projects/k" is or goes through the link "/h/projects"'],
  },
  {
    asked: 'a home that goes through its own link, and so would be another once it is made',
    homes: ['/h/projects/..'],
    problems: ['home-in-link: home "/h/projects/.." is or goes through the link "/h/projects"'],
  },
  {
    asked: 'a target that goes through a link',
    required: [{ name: 'n', target: '/h/n/../t' }],
    problems: [
      'target-overlaps-link: target "/h/n/../t" is or goes through the link "/h/n", which would lead to itself',
    ],
  },
  {
    asked: 'a target that is the path of a link by way of another directory',
    required: [{ name: 'n', target: '/x/../h/n' }],
    problems: [
      'target-overlaps-link: target "/x/../h/n" is or goes through the link "/h/n", which would lead to itself',
    ],
  },
  {
    asked: 'a home that lies in two links, of which the inner one is told',
    homes: ['/h', '/h/projects/k', '/h/projects/k/projects/x'],
    problems: [
      'home-in-link: home "/h/projects/k" is or goes through the link "/h/projects"',
      'home-in-link: home "/h/projects/k/projects/x" is or goes through the link "/h/projects/k/projects"',
    ],
  },
  {
    asked: 'a home that is a link of the home at the root of the file system',
    homes: ['/', '/projects'],
    problems: ['home-in-link: home "/projects" is or goes through the link "/projects"'],
  },
  { asked: 'a string for the homes', homes: '/h', problems: [notPaths()] },
  { asked: 'a number among the homes', homes: ['/h', 1], problems: [notPaths()] },
  { asked: 'a list of homes with a hole', homes: new Array(1), problems: [notPaths()] },
  {
    asked: 'nothing at all',
    homes: null,
    required: null,
    options: null,
    problems: [notPaths(), notLinks(), 'bad-option: options: expected an object'],
  },
  { asked: 'a link without a target', required: [{ name: 'n' }], problems: [notLinks()] },
  { asked: 'a link that is a string', required: ['projects'], problems: [notLinks()] },
  { asked: 'a link that is null', required: [null], problems: [notLinks()] },
  {
    asked: 'a link with a number for its target',
    required: [{ name: 'n', target: 1 }],
    problems: [notLinks()],
  },
  {
    asked: 'a link with a number for its name',
    required: [{ name: 1, target: '/t' }],
    problems: [notLinks()],
  },
  { asked: 'a list of links with a hole', required: new Array(2), problems: [notLinks()] },
  {
    asked: 'a text for the options',
    options: 'resolved',
    problems: ['bad-option: options: expected an object'],
  },
  {
    asked: 'an equality that there is not',
    options: { equality: 'loose' },
    problems: ['bad-option: options: expected "exact" or "resolved" for "equality", not "loose"'],
  },
  {
    asked: 'an equality that is inherited by every object',
    options: { equality: 'toString' },
    problems: ['bad-option: options: expected "exact" or "resolved" for "equality", not "toString"'],
  },
  {
    asked: 'an equality that is no text',
    options: { equality: 1 },
    problems: ['bad-option: options: expected "exact" or "resolved" for "equality", not a number'],
  },
  {
    asked: 'an option that there is not',
    options: { equalty: 'resolved' },
    problems: ['bad-option: options: unknown option "equalty"; the only option is "equality"'],
  },
]

describe.each(REFUSALS)('a request with $asked', refusal => {
  const { homes = ['/h'], required = [projects], options = {}, problems } = refusal

  it('is refused whole, with the code and message of every problem', () => {
    const error = requestErrorOf(() => validateRequest(homes, required, options))
    expect(error.problems.map(({ code, message }) => `${code}: ${message}`)).toEqual(problems)
    const lines = error.problems.map(({ message }) => `  ${message}`)
    expect(error.name).toBe('RequestError')
    expect(error.message).toBe(['The request cannot be met, and nothing was done:', ...lines].join('\n'))
  })
})

describe('a request with several problems', () => {
  it('is refused with all of them in one message', () => {
    const error = requestErrorOf(() =>
      ensureForAccounts(['', 'rel', '/h'], [{ name: '..', target: '~/t' }], { equality: 'resolved' }),
    )
    expect(error.message).toBe(`The request cannot be met, and nothing was done:
  a home is the empty string
  home "rel": expected an absolute path
  link "..": a name is one path component: not empty, "." or "..", and without "/", NUL or a lone surrogate
  link "..": expected an absolute path as its target, not "~/t" (only a shell expands "~")`)
  })

  it('is refused by each function, and the disk is unchanged', async () => {
    await using w = await world({})
    const before = w.snapshot()
    const [home = ''] = w.homes
    const bad = [...w.required, { name: 'x', target: 'relative' }]
    const problems = ['link "x": expected an absolute path as its target, not "relative"']
    for (const act of [
      () => ensureForAccount(home, bad),
      () => ensureForAccounts(w.homes, bad),
      () => plan(w.homes, bad),
      () => inspect(w.homes, bad),
    ]) {
      expect(requestErrorOf(act).problems.map(({ message }) => message)).toEqual(problems)
    }
    expect(w.snapshot()).toEqual(before)
  })
})

function notPaths(): string {
  return 'not-a-request: homes: expected a list of paths'
}

function notLinks(): string {
  return 'not-a-request: links: expected a list of { name, target }, both strings'
}

function shown(name: string): string {
  return `"${name.replace('\0', '\\x00').replace('\udfff', '\\u{dfff}')}"`
}

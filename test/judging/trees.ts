import { dir, file, linkTo } from '../../fixtures/tree.ts'

// The worlds of most tests of laws: with the home `a`, the link `projects`, and the target `shared`.

export const only = file('the only copy\n')

export const RIGHT = { a: dir({ projects: linkTo('{root}/shared') }), shared: dir() }
export const DIVERGENT = {
  a: dir({ projects: linkTo('{root}/old') }),
  old: dir({ 'only.jsonl': only }),
  shared: dir(),
}
export const LIVE_DIRECTORY = { a: dir({ projects: dir({ 'only.jsonl': only }) }), shared: dir() }
export const EMPTY_DIRECTORY = { a: dir({ projects: dir() }), shared: dir() }
export const RELATIVE = { a: dir({ projects: linkTo('../shared') }), shared: dir() }
/** A link that is right, and leads to something that can be lost. */
export const RIGHT_WITH_DATA = {
  a: dir({ projects: linkTo('{root}/shared') }),
  shared: dir({ 'only.jsonl': only }),
}

import { DEFAULT_DEPLOYMENT } from '../../../../fixtures/deployment.ts'
import { list, onOff, words } from '../kinds/basic.ts'
import { orNull } from '../kinds/kind.ts'
import { fileLinks, homes, links } from '../kinds/links.ts'
import { ownPath } from '../kinds/paths.ts'
import { option } from '../option.ts'
import { SUBJECT_NAME } from '../schema/subjects.ts'

/** The options that say which subject is judged, and on which deployment. */
export const SUBJECT_OPTIONS = {
  command: option({
    key: 'command',
    flag: null,
    kind: orNull(words),
    default: { always: null },
    replay: 'never',
    help: 'The command to judge and its arguments.',
  }),
  config: option({
    key: null,
    flag: '--config <FILE>',
    kind: orNull(ownPath),
    default: { always: null },
    replay: 'run',
    help: 'The config. Without it, the one of the working directory, or of the nearest directory above it that has one.',
  }),
  subjects: option({
    key: null,
    flag: '--subject <NAME>',
    kind: list(SUBJECT_NAME),
    default: { always: [] },
    help: 'The only subjects of the config to judge, by name.',
  }),
  self: option({
    key: null,
    flag: '--self',
    kind: onOff,
    default: { always: false },
    help: 'Judge the built-in reconciler in place of a command.',
  }),
  homes: option({
    key: 'homes',
    flag: '--home <REL>',
    kind: homes,
    default: { always: DEFAULT_DEPLOYMENT.homes },
    help: "Account homes, as paths in the world's root. A dot is the root itself.",
  }),
  links: option({
    key: 'links',
    flag: '--link <NAME=REL>',
    kind: links,
    default: { always: DEFAULT_DEPLOYMENT.links },
    help: "Entries of every home and their targets, as paths in the world's root.",
  }),
  fileLinks: option({
    key: null,
    flag: '--file-link <NAME=REL>',
    kind: fileLinks,
    default: { always: [] },
    help: 'Entries of every home that are files, and their targets, which are there from the start in most worlds. Beside them, --link has no default.',
  }),
}

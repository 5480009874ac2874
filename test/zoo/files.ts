import { DEFAULT_DEPLOYMENT, type Deployment } from '../../fixtures/deployment.ts'
import type { Broken, Right } from './specimen.ts'

/** The deployment of the specimens that link a file: the settings, and one directory beside them. */
export const FILES: Deployment = {
  homes: DEFAULT_DEPLOYMENT.homes,
  links: [
    { name: 'projects', target: '.claude-projects-shared' },
    { name: 'settings.json', target: '.claude-settings-shared.json', kind: 'file' },
  ],
}

/** Broken reconcilers of a link of kind `file`. */
export const BROKEN_WITH_FILES: readonly Broken[] = [
  {
    name: 'links a file by force',
    file: 'broken/file-ln-sf.sh',
    after: null,
    dies: 'keeps-data',
    deployment: FILES,
  },
  {
    name: 'copies a file over the shared one, then links',
    file: 'broken/file-cp-then-link.sh',
    after: null,
    dies: 'keeps-data',
    deployment: FILES,
    isSlow: true,
  },
  {
    name: 'replaces a file that goes on from the shared one',
    file: 'broken/file-same-start.sh',
    after: null,
    dies: 'keeps-data',
    deployment: FILES,
  },
]

/** Right ones. */
export const RIGHT_WITH_FILES: readonly Right[] = [
  {
    name: 'links a file, and makes none up',
    file: 'right/file-refuses.sh',
    after: null,
    level: 'complete',
    warnings: [],
    deployment: FILES,
  },
  {
    name: 'shares the file of the first home that has one',
    file: 'right/file-adopts.py',
    after: null,
    level: 'safe',
    warnings: ['touches-nothing', 'names-every-conflict'],
    deployment: FILES,
  },
]

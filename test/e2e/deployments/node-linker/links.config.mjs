import { homedir } from 'node:os'
import { join } from 'node:path'

const root = homedir()

export const homes = ['.claude-compte1', '.claude-compte2'].map(name => join(root, name))

export const links = [
  { name: 'session-env', target: join(root, '.claude-session-env-shared') },
  { name: 'file-history', target: join(root, '.claude-file-history-shared') },
  { name: 'projects', target: join(root, '.claude-projects-shared') },
]

import { atlasOf, type NamedAtlas } from '../../src/atlas/atlas.ts'

import builtIn from '../../src/subjects/built-in.ts'
import { command } from '../../src/subjects/command/command.ts'

/** The picture in the README. */
export const PICTURE = 'docs/atlas.svg'

const OPTIONS = {
  deployment: { homes: ['.claude'], links: [{ name: 'projects', target: '.shared/projects' }] },
  ...{ allow: new Map(), given: null, homesExist: false, onProgress: () => {} },
}

/** Draws the atlases of the README: of three hand-made scripts, and of the built-in reconciler. */
export async function picturedAtlases(): Promise<NamedAtlas[]> {
  const atlases: NamedAtlas[] = []
  for (const [name, script] of SCRIPTS) {
    const subject = command(['sh', `test/atlas/${script}.sh`], { parallel: 2 })
    atlases.push({ name, ...(await atlasOf(subject, { ...OPTIONS, equality: null })) })
  }
  const own = await atlasOf(builtIn('exact'), { ...OPTIONS, equality: 'exact' })
  return [...atlases, { name: 'built-in', ...own }]
}

const SCRIPTS = [
  ['ln -sfn', 'ln-sfn'],
  ['[ -e ] || ln', 'guarded'],
  ['mv x x.bak', 'backup'],
] as const

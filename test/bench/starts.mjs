// Cold starts, in processor time, against a node that does nothing.
import { fileURLToPath } from 'node:url'
import { inTempDir, milliseconds, ratio, startTimes } from './measure.mjs'

const MAIN = fileURLToPath(new URL('../../dist/src/cli/main.js', import.meta.url))
const imported = path => [
  '--input-type=module',
  '-e',
  `import ${JSON.stringify(new URL(path, import.meta.url).href)}`,
]

export async function starts() {
  return await inTempDir(async ({ path }) => {
    const request = ['--home', `${path}/home`, '--link', `projects=${path}/shared`]
    const commands = {
      'node -e 0': ['-e', '0'],
      'check of a missing home': [MAIN, 'check', ...request],
      'ensure --dry-run': [MAIN, 'ensure', '--dry-run', ...request],
      '--help': [MAIN, '--help'],
      'gate --help': [MAIN, 'gate', '--help'],
      'import of the package': imported('../../dist/src/index.js'),
      'import of the matchers': imported('../../dist/matchers/index.js'),
    }
    const times = startTimes(Object.values(commands), 10)
    const [bare = 0] = times
    return Object.keys(commands).flatMap((name, i) =>
      i === 0 ? [milliseconds(name, bare)] : [ratio(`${name}, to node -e 0`, times[i] / bare)],
    )
  })
}

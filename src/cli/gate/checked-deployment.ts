import { type Deployment, requestIn } from '../../../fixtures/deployment.ts'
import { quoted } from '../../../fixtures/text/printable.ts'
import { RequestError, validateRequest } from '../../reconciler/request.ts'

// A world's root as the deployment is judged by; messages leave it out.
const ROOT = '/{root}'

/** A deployment as a world can be built of it: its paths plain, and what a request must be. `say` hears what is wrong. */
export function judgedDeployment(given: Deployment, say: (problem: string) => void): Deployment {
  let isPlain = true
  const relative = (what: string, path: string) => {
    const problem = problemOf(path)
    if (problem !== null) say(`${what}: expected a path in the world's root, not ${quoted(path)}${problem}`)
    isPlain &&= problem === null
    return path
      .split('/')
      .filter(part => part !== '' && part !== '.')
      .join('/')
  }
  const deployment = {
    homes: given.homes.map(home => relative('home', home)),
    links: given.links.map(({ name, target }) => ({
      name,
      target: relative(`target of link ${quoted(name)}`, target),
    })),
  }
  if (isPlain) judge(deployment, say)
  return deployment
}

function problemOf(path: string): string | null {
  if (path.startsWith('/')) return ' (it is absolute)'
  if (path.startsWith('~')) return ' (a "~" is only known to a shell)'
  if (path.includes('{root}')) return ' (it is relative to the root already: leave out "{root}")'
  const parts = path.split('/')
  if (parts.includes('..')) return ' (a ".." may lead out of it)'
  return parts.every(part => part === '' || part === '.') ? ' (it names nothing)' : null
}

function judge(deployment: Deployment, say: (problem: string) => void): void {
  const { homes, required } = requestIn(ROOT, deployment)
  try {
    validateRequest(homes, required)
  } catch (error) {
    if (!(error instanceof RequestError)) throw error
    for (const { message } of error.problems) say(message.replaceAll(`"${ROOT}/`, '"'))
  }
}

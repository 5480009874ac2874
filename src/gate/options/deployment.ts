import { type Deployment, requestIn } from '../../../fixtures/deployment.ts'
import { RequestError, validateRequest } from '../../reconciler/request/request.ts'

// The root of the world in which the request is judged; messages leave it out.
const ROOT = '/{root}'

/** Lists what makes a deployment one that no world can meet: a home given twice, a target in its own link. */
export function deploymentProblems(deployment: Deployment): string[] {
  const { homes, required } = requestIn(ROOT, deployment)
  try {
    validateRequest(homes, required)
    return []
  } catch (error) {
    if (!(error instanceof RequestError)) throw error
    return error.problems.map(({ message }) =>
      message.replaceAll(`"${ROOT}"`, '"."').replaceAll(`"${ROOT}/`, '"'),
    )
  }
}

import { createHash } from 'node:crypto'

/** The hash of the worlds of seed 1. A change of it can change the verdict of any commit, so the changelog lists it. */
export const WORLDS = 'd0a8ae41227e67b832d9f870fe8e8868e0dc82447f9fc5f7467c49bf39fe17da'

/** Returns the hash of the small states and of 50 random worlds of seed 1. */
export function hashOfWorlds(fc, { DEFAULT_DEPLOYMENT, smallStates, worldsOf }) {
  const drawn = fc.sample(worldsOf(DEFAULT_DEPLOYMENT), { seed: 1, numRuns: 50 })
  const plain = (_, value) => (value instanceof Map ? [...value] : value)
  return createHash('sha256')
    .update(JSON.stringify([smallStates(), drawn], plain))
    .digest('hex')
}

import { expect } from 'expect'
import * as matchers from 'vitest-shared-links/matchers'

expect.extend(matchers)

// What Jest's own expect says of each, as the test that runs this project knows it.
const assertions = [
  () => expect('/').not.toLinkTo('/x'),
  () => expect('/').toLinkTo('/x'),
  () => expect({ path: '/' }).toEqual({ path: expect.not.toLinkTo('/x') }),
  () => expect('/').not.toLinkTo(''),
  () => expect(['/']).toEqual([expect.not.toLinkTo('')]),
]
for (const assertion of assertions) {
  try {
    assertion()
    console.log('passed')
  } catch (error) {
    console.log(error.message.split('\n')[0])
  }
}

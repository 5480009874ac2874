import { expect, test } from 'vitest'
import * as fixtures from '../../../fixtures/index.ts'
import * as reconciler from '../../../src/index.ts'
import { messageOf, table } from '../../packed/project/table.js'

// Every test runner has to give these messages from the packed package. `npx vitest run -u` writes them anew.
test('the whole messages of every matcher are those of test/packed/project/messages.json', async () => {
  const messages: Record<string, unknown> = {}
  for (const { name, matcher, right, wrong, use } of table(fixtures, reconciler)) {
    const said = async (tree: fixtures.Tree, isNot: boolean) => {
      await using w = await fixtures.world(tree)
      const [received, ...args] = use(w)
      const assertion = isNot ? expect(received).not : expect(received)
      return await messageOf(() => Reflect.apply(Reflect.get(assertion, matcher), assertion, args), w)
    }
    messages[name] = { fails: await said(wrong, false), notFails: await said(right, true) }
  }
  await expect(`${JSON.stringify(messages, null, 2)}\n`).toMatchFileSnapshot(
    '../../packed/project/messages.json',
  )
})

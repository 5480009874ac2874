import { mkdirSync, writeFileSync } from 'node:fs'
import { expect } from 'vitest'
import type { Consumer } from './consumer.ts'

const MAIN = 'node_modules/vitest-shared-links/dist/src/cli/main.js'

/** Checks, brings up and checks a home by the command line, with a TypeScript config above the current directory. */
export async function expectCommandLine(consumer: Consumer, runtime: string): Promise<void> {
  const { path } = consumer
  writeFileSync(
    `${path}/shared-links.config.ts`,
    `import { type Config, defineConfig } from 'vitest-shared-links/config'
const config: Config = { homes: ['machine/home'], sharedRoot: '${path}/machine' }
export default defineConfig(config)
`,
  )
  mkdirSync(`${path}/deploy`)
  const vsl = (...args: string[]) => consumer.run(runtime, [`${path}/${MAIN}`, ...args], `${path}/deploy`)
  expect(await vsl('check')).toMatchObject({
    status: 1,
    stderr: '',
    stdout: expect.stringContaining('Not right: 7 findings in 1 home, 3 links'),
  })
  expect(await vsl('ensure')).toMatchObject({ status: 0, stderr: '' })
  expect(await vsl('check')).toEqual({
    status: 0,
    stderr: '',
    stdout: expect.stringContaining('Right: 1 home, 3 links'),
  })
}

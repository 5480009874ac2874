import type { Reporter, TestModule } from 'vitest/node'

/** Ends the output with one line that counts: `N passed, N failed, N skipped`. In CI a skipped test is a failure. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const tests = modules.flatMap(module => [...module.children.allTests()])
    const count = (state: string) => tests.filter(test => test.result().state === state).length
    // A file that cannot be loaded has no test to fail, and neither has an error that no test awaited.
    const broken = modules.filter(module => module.errors().length > 0).length + unhandledErrors.length
    const skipped = tests.filter(test => ['skipped', 'pending'].includes(test.result().state))
    for (const test of skipped) console.log(`skipped: ${test.fullName}`)
    if (process.env['CI'] !== undefined && skipped.length > 0) process.exitCode = 1
    const tail = skipped.length === 0 ? '' : `, ${skipped.length} skipped`
    console.log(`${count('passed')} passed, ${count('failed') + broken} failed${tail}`)
  }
}

const tests = process.env.MUTATION_TESTS

/** How Stryker is run on one folder of the source; `test/mutation/run` says on which. */
export default {
  testRunner: 'vitest',
  vitest: { configFile: 'test/mutation/vitest.config.ts', related: false },
  coverageAnalysis: 'perTest',
  reporters: ['progress-append-only', 'json'],
  jsonReporter: { fileName: `.vitest/mutation/${tests}.json` },
  tempDirName: `.vitest/mutation/sandbox-${tests}`,
  cleanTempDir: 'always',
  ignorePatterns: ['/dist', '/test/e2e/deployments', '/test/packed', '/.ci'],
  // vitest needs no comments that turn the type checker off, and no tsconfig of another place.
  disableTypeChecks: false,
  tsconfigFile: 'none',
  warnings: { slow: false },
}

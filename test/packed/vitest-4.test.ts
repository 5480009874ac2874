import { describeVitest } from './vitest-consumer.ts'

// TypeScript 5.9 takes five times as long as 7, so only one stack has both.
describeVitest({ vitest: '4.1.12', typescript: ['7.0.2', '5.9.3'], types: '20', node: null })

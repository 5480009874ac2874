import { describeVitest } from './vitest-consumer.ts'

// Under TypeScript 7, the types of vitest 3 and of chai collide without this package, too.
describeVitest({ vitest: '3.2.7', typescript: ['5.9.3'], types: '20', node: null })

import { describeVitest } from './vitest-consumer.ts'

describeVitest({ vitest: '3.2.7', typescript: ['5.9.3'], types: '20', node: null })

import { describeVitest } from './vitest-consumer.ts'

describeVitest({ vitest: '3.2.7', typescript: ['7.0.2'], types: '20', node: null })

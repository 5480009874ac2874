import { describeVitest } from './vitest-consumer.ts'

describeVitest({ vitest: '4.1.12', typescript: ['7.0.2'], types: '20', node: null })

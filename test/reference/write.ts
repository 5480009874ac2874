import { writeFileSync } from 'node:fs'
import { PAGES } from './pages.ts'

// Writes the reference pages anew: `npm run docs:reference`.

for (const [path, page] of Object.entries(PAGES)) writeFileSync(path, page())

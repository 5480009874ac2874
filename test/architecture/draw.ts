import { readFileSync, writeFileSync } from 'node:fs'
import { picture, withPicture } from './picture.ts'

// Draws the picture in docs/architecture.md anew: `npm run docs:picture`.

const DOCUMENT = 'docs/architecture.md'

writeFileSync(DOCUMENT, withPicture(readFileSync(DOCUMENT, 'utf8'), picture()))

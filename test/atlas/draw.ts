import { writeFileSync } from 'node:fs'
import { atlasesSvg } from '../../src/atlas/report/svg.ts'
import { PICTURE, picturedAtlases } from './pictured.ts'

// Draws the picture in the README anew: `npm run docs:atlas`.

writeFileSync(PICTURE, atlasesSvg(await picturedAtlases()))

import { apiPage } from './api-page.ts'
import { configPage } from './config-page.ts'
import { configJsonSchema } from './config-schema.ts'
import { jsonPage } from './json-page.ts'
import { reportsPage } from './reports-page.ts'

/** The generated pages, each with what writes it. */
export const PAGES: Readonly<Record<string, () => string>> = {
  'docs/api.md': apiPage,
  'docs/config.md': configPage,
  'docs/config.schema.json': configJsonSchema,
  'docs/json.md': jsonPage,
  'docs/reports.md': reportsPage,
}

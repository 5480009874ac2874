import { readdirSync, readFileSync } from 'node:fs'
import { REPOSITORY } from '../nested-project.ts'

/** A fenced block of code in the documentation for users. */
export interface Block {
  /** The file that it is in, such as `docs/gate.md`. */
  readonly page: string
  /** The word after the fence, such as `ts`. */
  readonly language: string
  readonly code: string
}

/** Returns every code block of the documentation for users, README.md first, without the reports that are generated. */
export function allBlocks(): Block[] {
  const pages = readdirSync(`${REPOSITORY}docs`)
    .filter(name => name.endsWith('.md') && !['architecture.md', 'reports.md'].includes(name))
    .sort()
  const laws = readdirSync(`${REPOSITORY}docs/laws`).sort()
  return [
    'README.md',
    ...pages.map(name => `docs/${name}`),
    ...laws.map(name => `docs/laws/${name}`),
  ].flatMap(blocksOf)
}

/** Returns the code blocks of one page. */
export function blocksOf(page: string): Block[] {
  const text = readFileSync(`${REPOSITORY}${page}`, 'utf8')
  return [...text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gmu)].map(([, language = '', code = '']) => ({
    page,
    language,
    code,
  }))
}

/** Returns shell code that runs the built command where the documentation runs the installed one. */
export function withBuiltCommand(code: string): string {
  const main = `${REPOSITORY}dist/src/cli/main.js`
  return code.replaceAll('npx vitest-shared-links', `"${process.execPath}" "${main}"`)
}

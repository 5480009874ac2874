import { fateText, type PictureLine } from '../../../gate/report/picture.ts'
import { blameText } from '../../../gate/report/words/blame-text.ts'
import type { Cell } from '../../cell.ts'
import type { Story } from '../../story.ts'

/** The data of one cell for the script of the page: indexes of texts, which many cells share. */
export interface CellData {
  /** The lines of the tree before the run. */
  readonly before: readonly number[]
  /** The lines of the tree after it, each with its fate. */
  readonly after: readonly { readonly label: number; readonly fate: number; readonly isLost: boolean }[]
  /** The path and the bytes of each file that is destroyed. */
  readonly lost: readonly (readonly [path: number, bytes: number])[]
  readonly exit: number | null
  readonly output: number
  readonly blame: readonly number[]
  readonly script: readonly number[]
}

/** The data of a page. */
export interface PageData {
  readonly texts: readonly string[]
  readonly cells: readonly (CellData | null)[]
}

/** Gathers the stories of cells for a page. A cell without a story has none. */
export function pageData(cells: readonly Cell[]): PageData {
  const texts = new Map<string, number>()
  const indexOf = (text: string): number => {
    const index = texts.get(text) ?? texts.size
    texts.set(text, index)
    return index
  }
  const data = cells.map(({ story, exit }) => (story === undefined ? null : cellData(story, exit, indexOf)))
  return { texts: [...texts.keys()], cells: data }
}

const LOST: readonly PictureLine['fate'][] = ['destroyed', 'orphaned', 'trivial']
const NEW: readonly PictureLine['fate'][] = ['required', 'stray', 'missing']

function cellData(
  { lines, lost, output, blame, script }: Story,
  exit: number | null,
  indexOf: (text: string) => number,
): CellData {
  const indented = ({ depth, label }: PictureLine) => `${'  '.repeat(depth)}${label}`
  return {
    before: lines.filter(({ fate }) => !NEW.includes(fate)).map(line => indexOf(indented(line))),
    after: lines.map(line => {
      const now = line.now === null ? '' : `; now ${line.now}`
      const fate = indexOf(`  (${fateText(line)}${now})`)
      return { label: indexOf(indented(line)), fate, isLost: LOST.includes(line.fate) }
    }),
    lost: lost.map(({ path, bytes }) => [indexOf(path), indexOf(bytes)] as const),
    exit,
    output: indexOf(output),
    blame: blame === null ? [] : blameText(blame).map(indexOf),
    script: script === null ? [] : script.split('\n').map(indexOf),
  }
}

import { type EntryPoint, entryPoints } from './entry-points.ts'
import { type Graph, graphOf, reduced } from './graph.ts'
import { allImports, type Import, isOwn, layerOf } from './imports.ts'

/** The layer whose folders the picture shows: the others are small enough to be one node each. */
const PARTED = 'src/gate'

const [BEGIN, END] = ['<!-- picture -->', '<!-- end of picture -->']

/** Draws the layers and the imports between them as a Mermaid flowchart. */
export function picture(
  imports: readonly Import[] = allImports(),
  entries: readonly EntryPoint[] = entryPoints(),
): string {
  const own = imports.filter(({ to }) => isOwn(to))
  const layers = layersIn(own, entries)
  const between = own.map(({ from, to }) => [layerOf(from), layerOf(to)] as const)
  const ofEntries = entries.flatMap(({ name, file }) =>
    [...layersBehind(file, own, layers)].map(layer => [name, layer] as const),
  )
  const arrows = reduced(
    graphOf([...between.filter(pair => pair.every(one => layers.has(one))), ...ofEntries]),
  )
  const groups = groupedEntries(entries, arrows)
  const sorted = [...layers].sort()
  return [
    'flowchart TD',
    ...groups.map(({ id, names }) => `  ${id}(["${names.join('<br>')}"])`),
    ...sorted.flatMap(layer => (layer === PARTED ? parted(own) : [`  ${idOf(layer)}["${layer}"]`])),
    ...groups.flatMap(({ id, leadsTo }) => leadsTo.map(layer => `  ${id} --> ${idOf(layer)}`)),
    ...arrowLines(new Map(sorted.map(layer => [layer, arrows.get(layer) ?? new Set<string>()]))),
  ].join('\n')
}

/** Returns a document with the picture between its two markers. */
export function withPicture(document: string, drawn: string): string {
  const [before, rest] = document.split(`${BEGIN}\n`)
  const [, after] = rest?.split(END) ?? []
  if (before === undefined || after === undefined) throw new Error(`no place between ${BEGIN} and ${END}`)
  return `${before}${BEGIN}\n\n\`\`\`mermaid\n${drawn}\n\`\`\`\n\n${END}${after}`
}

/** Draws one layer as a box: a node for each of its folders, and one for the files beside them. */
function parted(own: readonly Import[]): string[] {
  const inside = own.filter(({ from, to }) => layerOf(from) === PARTED && layerOf(to) === PARTED)
  const arrows = inside.map(({ from, to }) => [partOf(from), partOf(to)] as const)
  const parts = [...new Set(arrows.flat())].sort()
  return [
    `  subgraph ${idOf(PARTED)} ["${PARTED}"]`,
    ...parts.map(part => `    ${idOf(part)}["${part.slice(PARTED.length + 1)}"]`),
    ...arrowLines(reduced(graphOf(arrows))).map(line => `  ${line}`),
    '  end',
  ]
}

/** Returns the folder of a file in the parted layer: `src/gate/search`, or `src/gate/*.ts`. */
function partOf(path: string): string {
  const [, , folder = '', file] = path.split('/')
  return file === undefined ? `${PARTED}/*.ts` : `${PARTED}/${folder}`
}

/** Returns every folder that holds more than entry points. A file directly in `src` belongs to no layer. */
function layersIn(own: readonly Import[], entries: readonly EntryPoint[]): ReadonlySet<string> {
  const isEntry = new Set(entries.map(({ file }) => file))
  const files = own.flatMap(({ from, to }) => [from, to]).filter(file => !isEntry.has(file))
  return new Set(files.map(layerOf).filter(layer => layer !== 'src'))
}

/** Returns the layers that a file leads to: its own, or, for a file outside of every layer, those that it imports. */
function layersBehind(
  file: string,
  own: readonly Import[],
  layers: ReadonlySet<string>,
): ReadonlySet<string> {
  if (layers.has(layerOf(file))) return new Set([layerOf(file)])
  const imported = own.filter(({ from }) => from === file)
  return new Set(imported.flatMap(({ to }) => [...layersBehind(to, own, layers)]))
}

/** Entry points with the same arrows share a node. */
function groupedEntries(entries: readonly EntryPoint[], arrows: Graph) {
  const groups = new Map<string, { readonly names: string[]; readonly leadsTo: readonly string[] }>()
  for (const { name } of entries) {
    const leadsTo = [...(arrows.get(name) ?? [])].sort()
    const group = groups.get(leadsTo.join())
    if (group === undefined) groups.set(leadsTo.join(), { names: [name], leadsTo })
    else group.names.push(name)
  }
  return [...groups.values()].map((group, i) => ({ id: `entry_${i + 1}`, ...group }))
}

/** Draws the arrows of a graph; two that run both ways are one with two heads. */
function arrowLines(graph: Graph): string[] {
  const isMutual = (from: string, to: string) => graph.get(to)?.has(from) === true
  return [...graph].flatMap(([from, targets]) =>
    [...targets]
      .filter(to => from < to || !isMutual(from, to))
      .map(to => `  ${idOf(from)} ${isMutual(from, to) ? '<-->' : '-->'} ${idOf(to)}`)
      .sort(),
  )
}

function idOf(name: string): string {
  return name.replaceAll(/\W/g, '_')
}

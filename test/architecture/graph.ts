/** The nodes that each node has an arrow to. A node without arrows may be missing. */
export type Graph = ReadonlyMap<string, ReadonlySet<string>>

/** Builds a graph from its arrows. An arrow from a node to itself is dropped. */
export function graphOf(arrows: Iterable<readonly [from: string, to: string]>): Graph {
  const graph = new Map<string, Set<string>>()
  for (const [from, to] of arrows) {
    if (from === to) continue
    const targets = graph.get(from)
    if (targets === undefined) graph.set(from, new Set([to]))
    else targets.add(to)
  }
  return graph
}

/**
 * Leaves out each arrow that a longer path makes redundant. Nodes in a circle keep the arrows among them, since none of
 * those follows from the others.
 */
export function reduced(graph: Graph): Graph {
  const reachable = new Map([...graph.keys()].map(node => [node, reachableFrom(graph, node)]))
  const reaches = (from: string, to: string) => reachable.get(from)?.has(to) === true
  const isRedundant = (from: string, to: string) =>
    [...(reachable.get(from) ?? [])].some(
      between => reaches(between, to) && !reaches(between, from) && !reaches(to, between),
    )
  return graphOf(
    [...graph].flatMap(([from, targets]) =>
      [...targets].filter(to => !isRedundant(from, to)).map(to => [from, to] as const),
    ),
  )
}

/** Returns every node that a path of one or more arrows leads to. */
export function reachableFrom(graph: Graph, node: string): ReadonlySet<string> {
  const reached = new Set<string>()
  const left = [...(graph.get(node) ?? [])]
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    if (reached.has(next)) continue
    reached.add(next)
    left.push(...(graph.get(next) ?? []))
  }
  return reached
}

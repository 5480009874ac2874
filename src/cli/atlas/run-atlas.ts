import { printableJson } from '../../../fixtures/text/printable.ts'
import { atlasOf, type NamedAtlas } from '../../atlas/atlas.ts'
import { comparedWith } from '../../atlas/compared.ts'
import { cellsFor, readEarlierAtlases } from '../../atlas/earlier-atlas.ts'
import { atlasesJson } from '../../atlas/report/json.ts'
import { atlasesHtml } from '../../atlas/report/page/page.ts'
import { atlasesSvg } from '../../atlas/report/svg.ts'
import { atlasesText } from '../../atlas/report/text.ts'
import { equalityFor, subjectOf } from '../../gate/gate.ts'
import { GateError } from '../../gate/gate-error.ts'
import type { Steps } from '../../gate/judge-options.ts'
import type { GateOptions } from '../../gate/options.ts'
import { crowdedPlaces, type Reporter, reportersFor } from '../../gate/report/reporter.ts'
import { nameOf, withName } from '../../gate/report/shown-report.ts'
import { progress } from '../../gate/search/progress.ts'
import { colorsFor } from '../colors.ts'
import { asideScreen } from '../output.ts'
import { checkFiles, deliver } from '../reports/deliver.ts'
import { UsageError } from '../usage-error.ts'
import type { AtlasFlags } from './flags.ts'

/** Runs `atlas` on each subject, one after the other. */
export async function runAtlas(
  subjects: readonly [GateOptions, ...GateOptions[]],
  flags: AtlasFlags,
): Promise<void> {
  const reporters = reportersFor(picturesIn(flags), subjects[0].json)
  const crowded = crowdedPlaces(reporters)
  if (crowded.length > 0) throw new UsageError(crowded)
  checkFiles(reporters)
  const earlierFor = earlierCells(
    flags.compare,
    subjects.map(options => nameOf({ options })),
  )
  const atlases: NamedAtlas[] = []
  for (const [i, options] of subjects.entries()) {
    const atlas = await watched(options, flags.html !== undefined)
    const earlier = earlierFor[i]
    const compared = earlier === undefined ? {} : { compared: comparedWith(earlier, atlas.cells) }
    atlases.push({ name: nameOf({ options }), ...atlas, ...compared })
  }
  await deliver(reporters, ({ format }) => formatted(format, atlases))
}

/** Returns the earlier cells of each subject; none where there is no earlier atlas. */
function earlierCells(path: string | undefined, names: readonly (string | null)[]) {
  if (path === undefined) return []
  const earlier = readEarlierAtlases(path)
  return names.map(name => cellsFor(earlier, name, names, path))
}

type Picture = 'svg' | 'html'
type Format = 'text' | 'json' | Picture

function picturesIn(flags: AtlasFlags): Reporter<Picture>[] {
  const all = (['svg', 'html'] as const).flatMap(format => {
    const file = flags[format]
    return file === undefined ? [] : [{ format, file }]
  })
  const problems = all
    .filter(({ file }) => file === '')
    .map(({ format }) => `expected a file after --${format}`)
  if (problems.length > 0) throw new UsageError(problems)
  return all
}

function formatted(format: Format, atlases: readonly NamedAtlas[]): string {
  switch (format) {
    case 'text':
      return atlasesText(atlases, colorsFor(process.stdout, process.env))
    case 'json':
      return `${printableJson(atlasesJson(atlases))}\n`
    case 'svg':
      return atlasesSvg(atlases)
    case 'html':
      return atlasesHtml(atlases)
  }
}

/**
 * Draws one atlas, and shows how far it is.
 *
 * @throws GateError that names the subject, if that has a name and cannot be run.
 */
async function watched(options: GateOptions, withStories: boolean) {
  const shown = progress(asideScreen)
  const onProgress = (line: string, steps?: Steps) => shown.show(withName(line, { options }), steps)
  const settings = { ...options, equality: equalityFor(options), withStories }
  try {
    return await atlasOf(subjectOf(options), {
      ...settings,
      onProgress: options.quiet ? () => {} : onProgress,
    })
  } catch (error) {
    throw error instanceof GateError ? new GateError(withName(error.message, { options })) : error
  } finally {
    if (!options.quiet) shown.end()
  }
}

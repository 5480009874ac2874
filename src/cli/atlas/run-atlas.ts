import { printableJson } from '../../../fixtures/text/printable.ts'
import { atlasOf, type NamedAtlas } from '../../atlas/atlas.ts'
import { atlasesJson } from '../../atlas/report/json.ts'
import { atlasText } from '../../atlas/report/text.ts'
import { equalityFor, subjectOf } from '../../gate/gate.ts'
import type { Steps } from '../../gate/judge-options.ts'
import type { GateOptions } from '../../gate/options.ts'
import { nameOf, withName } from '../../gate/report/shown-report.ts'
import { progress } from '../../gate/search/progress.ts'
import { colorsFor } from '../colors.ts'
import { asideScreen, printResult } from '../output.ts'

/** Runs `atlas` on each subject, one after the other. */
export async function runAtlas(subjects: readonly [GateOptions, ...GateOptions[]]): Promise<void> {
  const [{ json }] = subjects
  const atlases: NamedAtlas[] = []
  for (const options of subjects) atlases.push({ name: nameOf({ options }), ...(await watched(options)) })
  if (json) return await printResult(`${printableJson(atlasesJson(atlases))}\n`)
  const colors = colorsFor(process.stdout, process.env)
  await printResult(atlases.map(atlas => atlasText(atlas, colors)).join('\n'))
}

/** Draws one atlas, and shows how far it is. */
async function watched(options: GateOptions) {
  const shown = progress(asideScreen)
  const onProgress = (line: string, steps?: Steps) => shown.show(withName(line, { options }), steps)
  return await atlasOf(subjectOf(options), {
    ...options,
    equality: equalityFor(options),
    onProgress: options.quiet ? () => {} : onProgress,
  }).finally(() => {
    if (!options.quiet) shown.end()
  })
}

import { formattedFailure } from '../../gate/report/formats/failure.ts'
import { annotationOfFailure } from '../../gate/report/formats/github.ts'
import { summaryOfFailure } from '../../gate/report/formats/step-summary.ts'
import { CHECK_FORMATS, FORMATS, type Reporter, reporterIn } from '../../gate/report/reporter.ts'
import { deliver } from './deliver.ts'
import { tellGitHub } from './github.ts'
import { isOnGitHub } from './workflow-commands.ts'

/**
 * Delivers the error of a run without a verdict to each place where a report was to go. The command line may be wrong, so
 * it is read as far as it can be; a report that cannot be delivered is left out, since the error may be about it.
 *
 * @param args the command line without what follows `--`.
 * @param message the error; printable.
 */
export async function deliverFailure(args: readonly string[], message: string): Promise<void> {
  const [verb = ''] = args
  const asked = reportersIn(args, verb === 'gate' ? FORMATS : CHECK_FORMATS)
  // Two reports in one place would be none.
  const reporters = asked.filter(one => asked.every(other => other === one || other.file !== one.file))
  for (const reporter of reporters)
    await deliver([reporter], ({ format }) => formattedFailure(format, verb, message)).catch(() => {})
  if (verb === 'gate' && isOnGitHub(process.env)) {
    const isAsked = asked.some(({ format }) => format === 'github')
    tellGitHub(isAsked ? '' : annotationOfFailure(message), summaryOfFailure(message), process.env)
  }
}

function reportersIn<Name extends string>(
  args: readonly string[],
  formats: readonly Name[],
): Reporter<Name>[] {
  const texts = args.flatMap((arg, i) => {
    if (arg === '--json') return ['json']
    if (arg === '--fix-script') return ['fix-script']
    if (arg === '--reporter') return args.slice(i + 1, i + 2)
    return arg.startsWith('--reporter=') ? [arg.slice('--reporter='.length)] : []
  })
  const read = texts.map(text => reporterIn(text, formats)).filter(one => 'format' in one)
  return read.filter(({ format, file }) => format !== 'text' || file !== null)
}

/** Returns whether the process runs in a job of GitHub Actions, which reads commands from the output of each step. */
export function isOnGitHub(env: NodeJS.ProcessEnv): boolean {
  return env['GITHUB_ACTIONS'] === 'true'
}

/**
 * Escapes what GitHub Actions would read as a workflow command: `::` at the start of a line, and `##[` anywhere. Formats
 * other than text hold neither, so it leaves them as they are.
 */
export function withoutCommands(text: string): string {
  return text.replaceAll(/^(\s*):(?=:)/gmu, '$1\\x3a').replaceAll('##[', '#\\x23[')
}

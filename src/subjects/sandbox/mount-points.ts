import { existsSync, readFileSync } from 'node:fs'
import { orNull } from '../or-null.ts'

/** File systems without files of a user: what the kernel or a service provides, or what root may not look into. */
const WITHOUT_FILES =
  /^(?:autofs|binfmt_misc|bpf|cgroup2?|configfs|debugfs|devpts|devtmpfs|efivarfs|fuse(?:ctl|\..*)|hugetlbfs|mqueue|nsfs|proc|pstore|rpc_pipefs|securityfs|sysfs|tracefs)$/

/**
 * Returns where file systems with files are mounted, in the order of mounting, without the root directory.
 *
 * @param mountInfo the content of `/proc/self/mountinfo`. Default: that of this process.
 */
export function mountPoints(
  mountInfo = orNull(() => readFileSync('/proc/self/mountinfo', 'utf8')) ?? '',
): string[] {
  const paths = mountInfo.split('\n').flatMap(line => {
    const [before = '', after = ''] = line.split(' - ')
    const path = (before.split(' ')[4] ?? '').replace(/\\([0-7]{3})/g, (_, octal: string) =>
      String.fromCharCode(Number.parseInt(octal, 8)),
    )
    const [type = ''] = after.split(' ')
    return path === '' || path === '/' || WITHOUT_FILES.test(type) ? [] : [path]
  })
  return [...new Set(paths)].filter(path => existsSync(path))
}

import { existsSync, readFileSync } from 'node:fs'

/** What the kernel or a service tells of itself, or what root may not look into. */
const NO_FILES =
  /^(?:autofs|binfmt_misc|bpf|cgroup2?|configfs|debugfs|devpts|devtmpfs|efivarfs|fuse(?:ctl|\..*)|hugetlbfs|mqueue|nsfs|proc|pstore|rpc_pipefs|securityfs|sysfs|tracefs)$/

/** Where file systems with files in them are mounted, in the order of mounting, but for the root directory. */
export function fileSystems(text = mountInfo()): string[] {
  const paths = text.split('\n').flatMap(line => {
    const [before = '', after = ''] = line.split(' - ')
    const path = (before.split(' ')[4] ?? '').replace(/\\([0-7]{3})/g, (_, octal: string) =>
      String.fromCharCode(Number.parseInt(octal, 8)),
    )
    const [type = ''] = after.split(' ')
    return path === '' || path === '/' || NO_FILES.test(type) ? [] : [path]
  })
  return [...new Set(paths)].filter(path => existsSync(path))
}

function mountInfo(): string {
  try {
    return readFileSync('/proc/self/mountinfo', 'utf8')
  } catch {
    return ''
  }
}

import { expect, test } from 'vitest'
import { processLimit } from '../../../../src/subjects/process/process-limit.ts'
import { mountPoints } from '../../../../src/subjects/sandbox/mount-points.ts'
import { unshareCommand } from '../../../../src/subjects/sandbox/unshare.ts'

const CONFINEMENT = {
  root: '/tmp/a world/root',
  seenAs: '/tmp/a world/root',
  temp: '/tmp/a world/tmp',
  visible: [],
  network: false,
  env: { HOME: '/tmp/a world/root', SHARED_LINKS_REQUEST: 'r' },
}
const ROOT = { uid: 0, gid: 0, groups: [0] }
const RUNNER = { uid: 1001, gid: 1002, groups: [1002, 27] }

/** The arguments before and after the script, with programs by their names, and the script. */
function parts(argv: readonly string[]) {
  const at = argv.indexOf('-c')
  const named = argv.map(word => word.replace(/^\/.*\/(?=(?:sudo|unshare|sh|env|setpriv)$)/, ''))
  return { before: named.slice(0, at + 1), script: argv[at + 1] ?? '', after: named.slice(at + 2) }
}

const UNSHARE = ['unshare', '--mount', '--propagation', 'private', '--pid', '--ipc']
const SETPRIV = ['setpriv', '--no-new-privs', '--inh-caps=-all', '--ambient-caps=-all']

test('root creates namespaces, and keeps only the privilege to give its files away', () => {
  const { before, after } = parts(unshareCommand(['link', '-x'], CONFINEMENT, ROOT))
  expect(before).toEqual([...UNSHARE, '--net', '--fork', '--kill-child', 'sh', '-c'])
  expect(after).toEqual([
    'sh',
    ...SETPRIV,
    '--bounding-set=-all,+chown,+fowner,+fsetid,+setuid,+setgid',
    ...['--pdeathsig=KILL', '--', 'link', '-x'],
  ])
})

test('another user creates them by sudo, without a password prompt, and runs the command as itself', () => {
  const { before, after } = parts(unshareCommand(['link'], CONFINEMENT, RUNNER))
  expect(before.slice(0, 4)).toEqual(['sudo', '-n', '--', 'unshare'])
  expect(after).toEqual([
    ...['sh', 'env', '-i', 'HOME=/tmp/a world/root', 'SHARED_LINKS_REQUEST=r'],
    ...SETPRIV,
    '--bounding-set=-all',
    ...['--reuid=1001', '--regid=1002', '--groups=1002,27', '--pdeathsig=KILL', '--', 'link'],
  ])
  expect(parts(unshareCommand([], CONFINEMENT, { ...RUNNER, groups: [] })).after).toContain('--clear-groups')
})

test("the network namespace stays the host's when the network is asked for", () => {
  expect(unshareCommand([], { ...CONFINEMENT, network: true }, ROOT)).not.toContain('--net')
})

test('paths are escaped for the table of mounts, and quoted for sh', () => {
  const { script } = parts(unshareCommand([], CONFINEMENT, ROOT))
  expect(script).toContain(
    "\\012/tmp/a\\134040world/root /sys/new/tmp/a\\134040world/root none bind 0 0\\012' >/sys/fstab",
  )
  expect(script).toContain("\ncd '/tmp/a world/root'\n")
})

test('root limits the number of processes where that affects no other process', () => {
  expect(['6.14.0-azure', '7.0.1'].map(kernel => processLimit(kernel, 0))).toEqual([1024, 1024])
  expect(['6.8.0-45-generic', '5.15.0', 'odd'].map(kernel => processLimit(kernel, 0))).toEqual([
    null,
    null,
    null,
  ])
  expect(processLimit('7.0.1', 1000)).toBeNull()
})

test("mount points of file systems with files are found, and none of the kernel's", () => {
  const info = [
    '1 0 254:0 / / rw - ext4 /dev/vda rw',
    '2 1 0:5 / /proc rw shared:3 - proc proc rw',
    '3 1 0:6 / /tmp rw - tmpfs tmpfs rw',
    '4 1 0:7 / /gone\\040by\\040now rw - ext4 /dev/vdb rw',
    '5 1 0:8 / /usr rw - fuse.portal portal rw',
  ].join('\n')
  expect(mountPoints(info)).toEqual(['/tmp'])
})

// Gives each file of what stands in the way a second name where it is shared, removes the first, removes the directories
// that are empty then, and links. One at a time: it runs itself under flock(1).
import { spawnSync } from 'node:child_process'
import {
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  rmdirSync,
  statSync,
  symlinkSync,
  unlinkSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = process.env.HOME
process.umask(0o077)

if (process.env.LINK_HOMES_LOCKED === undefined) {
  const { status } = spawnSync(
    'flock',
    [join(tmpdir(), 'link-homes.lock'), process.execPath, process.argv[1]],
    {
      stdio: 'inherit',
      env: { ...process.env, LINK_HOMES_LOCKED: '1' },
    },
  )
  process.exit(status ?? 1)
}

const standing = path => lstatSync(path, { throwIfNoEntry: false })
const isSame = (one, other) => {
  const [a, b] = [lstatSync(one, { bigint: true }), lstatSync(other, { bigint: true })]
  return a.ino === b.ino && a.dev === b.dev
}

/** Refuses the whole before any of it has been moved. */
function judge(source, shared) {
  const there = standing(shared)
  if (there !== undefined && !there.isDirectory()) throw new Error(`${shared} is no directory`)
  for (const name of readdirSync(source, { encoding: 'buffer' })) {
    if (!Buffer.from(name.toString()).equals(name)) throw new Error('a name in it is not UTF-8')
    const [own, other] = [join(source, `${name}`), join(shared, `${name}`)]
    const stat = lstatSync(own)
    if (stat.isDirectory()) judge(own, other)
    else if (!stat.isFile()) throw new Error(`${name} is neither file nor directory`)
    else if (standing(other) !== undefined && !isSame(own, other)) throw new Error(`${name} is taken`)
  }
}

function move(source, shared) {
  mkdirSync(shared, { recursive: true })
  for (const name of readdirSync(source)) {
    const [own, there] = [join(source, name), join(shared, name)]
    if (lstatSync(own).isDirectory()) {
      move(own, there)
      continue
    }
    try {
      linkSync(own, there)
    } catch (error) {
      if (error.code !== 'EEXIST' || !isSame(own, there)) throw error
    }
    unlinkSync(own)
  }
  rmdirSync(source)
}

function link(home, name) {
  const [target, dir] = [join(root, `.claude-${name}-shared`), join(root, home)]
  mkdirSync(target, { recursive: true })
  if (!statSync(target).isDirectory()) throw new Error('what is to be shared is no directory')
  mkdirSync(dir, { recursive: true })
  const at = join(dir, name)
  if (standing(at)?.isDirectory()) {
    const [real, shared] = [realpathSync(at), realpathSync(target)]
    if (`${real}/`.startsWith(`${shared}/`) || `${shared}/`.startsWith(`${real}/`))
      throw new Error('it is itself what is shared')
    judge(at, shared)
    move(at, shared)
  }
  try {
    symlinkSync(target, at)
  } catch (error) {
    if (
      error.code !== 'EEXIST' ||
      !standing(at)?.isSymbolicLink() ||
      realpathSync(at) !== realpathSync(target)
    )
      throw error
  }
}

for (const home of ['.claude-compte1', '.claude-compte2'])
  for (const name of ['session-env', 'file-history', 'projects'])
    try {
      link(home, name)
    } catch (error) {
      console.error(`${home}/${name}: ${error.message}`)
      process.exitCode = 1
    }

import * as node from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { dir, fifo, file } from '../../../../fixtures/tree.ts'
import type { Step } from '../../../../src/observation/step.ts'
import { type PortProvision, port } from '../../../../src/subjects/port/port.ts'
import { NOBODY } from '../../../../src/subjects/user.ts'
import { buildWorld } from '../../../judging/built-world.ts'

const isRoot = process.getuid?.() === 0
const KILLED = { claim: 'killed', named: null, output: '', exit: null }
const SPUN = { ...KILLED, claim: 'unended', stopped: 'it had made more than 20,000 calls' }

/** A reconciler as many people write it: it removes whatever is in its way. */
const careless: PortProvision = async (homes, required, _root, fs) => {
  for (const { name, target } of required) {
    await fs.mkdir(target, { recursive: true })
    for (const home of homes) {
      await fs.mkdir(home, { recursive: true })
      await fs.rm(`${home}/${name}`, { recursive: true, force: true })
      await fs.symlink(target, `${home}/${name}`)
    }
  }
}

test('a port runs in the world, and reports success when it returns', async () => {
  await using s = await buildWorld()
  const subject = port('careless', careless)
  expect(subject).toMatchObject({ name: 'careless', kind: 'in-process', stops: { by: 'stages' } })
  expect(await subject.run(s.job)).toEqual({ claim: 'success', named: null, output: '', exit: null })
  expect(s.job.request.required).toHaveSharedLinks([...s.job.request.homes])
})

test('an error that it throws is a failure, with its message and the paths of its findings', async () => {
  await using s = await buildWorld()
  const subject = port('throws', () => {
    throw Object.assign(new Error('refused'), { findings: [{ path: '/a' }] })
  })
  expect(await subject.run(s.job)).toEqual({ claim: 'failure', named: ['/a'], output: 'refused', exit: null })
})

test('it receives the homes, the links and the root, and HOME is the world', async () => {
  await using s = await buildWorld()
  const seen: unknown[] = []
  const looks = port('looks', (homes, required, root) =>
    seen.push(homes, required, root, process.env['HOME']),
  )
  await looks.run(s.job)
  expect(seen).toEqual([s.job.request.homes, s.job.request.required, s.root, s.root])
})

test('an interceptor decides each of its steps, or each change', async () => {
  await using s = await buildWorld()
  const steps: Step[] = []
  const record = (step: Step) => {
    steps.push(step)
    return 'continue' as const
  }
  await port('careless', careless).runIntercepted(s.job, record)
  expect(steps.slice(0, 2)).toEqual([
    { call: 'mkdir', kind: 'make', path: '.claude-session-env-shared', to: null, by: '' },
    { call: 'mkdir', kind: 'make', path: '.claude-compte1', to: null, by: '' },
  ])
  expect(steps.some(({ kind }) => kind === 'look')).toBe(true)
  steps.length = 0
  await port('careless', careless).runIntercepted(s.job, record, { intercept: 'changes' })
  expect(steps.length).toBeGreaterThan(0)
  expect(steps.filter(({ kind }) => kind === 'look')).toEqual([])
})

test('killed before any of its steps, it reports nothing and does nothing more', async () => {
  for (let k = 0; k < 8; k += 1) {
    await using s = await buildWorld()
    let count = 0
    const report = await port('careless', careless).runIntercepted(s.job, () =>
      count++ === k ? 'kill' : 'continue',
    )
    expect(report).toEqual(KILLED)
    const left = await node.readdir(s.root, { recursive: true })
    await sleep(2)
    expect(await node.readdir(s.root, { recursive: true })).toEqual(left)
    expect(count).toBe(k + 1)
  }
})

test('a failed step that it does not catch is a failure', async () => {
  await using s = await buildWorld()
  const report = await port('careless', careless).runIntercepted(s.job, ({ call }) =>
    call === 'symlink' ? { errno: 'EIO' } : 'continue',
  )
  const [home] = s.job.request.homes
  expect(report).toMatchObject({
    claim: 'failure',
    output: `EIO: i/o error, symlink '${s.root}/.claude-session-env-shared' -> '${home}/session-env'`,
  })
})

test('an interceptor that throws is an error of the run, and no failure of the subject', async () => {
  await using s = await buildWorld()
  const broken = () => {
    throw new Error('a bug')
  }
  await expect(port('careless', careless).runIntercepted(s.job, broken)).rejects.toThrow('a bug')
  expect(await node.readdir(s.root)).toEqual([])
})

const ENDLESS: readonly (readonly [string, PortProvision])[] = [
  ['never settles', () => new Promise(() => {})],
  ['reads a FIFO', (_homes, _required, root, fs) => fs.readFile(`${root}/pipe`)],
  [
    'polls',
    async (_homes, _required, root, fs) => {
      for (;;) {
        await sleep(5)
        await fs.lstat(`${root}/pipe`)
      }
    },
  ],
]

test.each(ENDLESS)('one that %s is killed when its time is over', async (_, provision) => {
  await using s = await buildWorld({ pipe: fifo() })
  expect(await port('endless', provision, { timeoutSeconds: 0.1 }).run(s.job)).toMatchObject({
    claim: 'unended',
    stopped: 'it had not ended after 0.1 s of its own time',
    timedOut: true,
  })
})

test('one that makes calls endlessly is killed after 20,000', async () => {
  await using s = await buildWorld()
  let decided = 0
  const subject = port('spins', async ([home = ''], _required, _root, fs) => {
    for (;;) await fs.mkdir(home).catch(() => {})
  })
  const report = await subject.runIntercepted(s.job, () => {
    decided += 1
    return { errno: 'EIO' }
  })
  expect(report).toEqual(SPUN)
  expect(decided).toBe(20_000)
})

test('calls outside the world count too', async () => {
  await using s = await buildWorld()
  const subject = port('spins', async (_homes, _required, _root, fs) => {
    for (;;) await fs.lstat('a\0b').catch(() => {})
  })
  expect(await subject.run(s.job)).toEqual(SPUN)
})

test('time in which it waits for its interceptor does not count', async () => {
  await using s = await buildWorld()
  const subject = port('patient', ([home = ''], _required, _root, fs) => fs.mkdir(home), {
    timeoutSeconds: 0.1,
  })
  const slow = async () => {
    await sleep(200)
    return 'continue' as const
  }
  expect(await subject.runIntercepted(s.job, slow)).toMatchObject({ claim: 'success' })
})

test('operations that it does not await end before it is reported', async () => {
  await using s = await buildWorld()
  const report = await port('hasty', (homes, _required, _root, fs) => {
    for (const home of homes) void fs.mkdir(`${home}/deep`, { recursive: true })
  }).run(s.job)
  expect(report).toMatchObject({ claim: 'success' })
  expect(s.root).toMatchTree({
    '.claude-compte1': dir({ deep: dir() }),
    '.claude-compte2': dir({ deep: dir() }),
  })
})

test('an unhandled rejection is a failure, and does not end this process', async () => {
  await using s = await buildWorld()
  const others = vi.fn()
  process.on('unhandledRejection', others)
  const subject = port('forgets to await', (homes, _required, _root, fs) => {
    homes.forEach(async home => {
      await fs.mkdir(home)
    })
  })
  const report = await subject.runIntercepted(s.job, () => ({ errno: 'ENOSPC' }))
  process.off('unhandledRejection', others)
  expect(report).toMatchObject({
    claim: 'failure',
    output: `ENOSPC: no space left on device, mkdir '${s.job.request.homes[0]}'`,
  })
  expect(others).not.toHaveBeenCalled()
})

test('a rejection after a kill is ignored', async () => {
  await using s = await buildWorld()
  const subject = port('races', ([home = ''], _required, _root, fs) =>
    Promise.race([fs.mkdir(home), sleep(10).then(() => Promise.reject(new Error('too late')))]),
  )
  expect(await subject.runIntercepted(s.job, () => 'kill')).toEqual(KILLED)
  await sleep(30)
})

test('two concurrent runs take turns, and HOME is restored afterwards', async () => {
  vi.stubEnv('HOME', '/home/me')
  await using s = await buildWorld()
  const subject = port('careless', careless)
  const order: number[] = []
  const one = (run: number) =>
    subject.runIntercepted(s.job, async () => {
      order.push(run)
      await sleep(1)
      return 'continue' as const
    })
  const reports = await Promise.all([one(0), one(1)])
  expect(reports.map(({ claim }) => claim)).not.toContain('killed')
  expect(new Set(order.slice(0, 4))).toEqual(new Set([0, 1]))
  expect(process.env['HOME']).toBe('/home/me')
  vi.unstubAllEnvs()
})

test('modes restrict it: under root it runs as another user, and root is restored', async () => {
  await using s = await buildWorld({ locked: dir({ kept: file('kept') }, { mode: 0o555 }) })
  const subject = port('removes', (_homes, _required, root, fs) => fs.unlink(`${root}/locked/kept`))
  const job = { ...s.job, user: isRoot ? NOBODY : null }
  expect(await subject.run(job)).toMatchObject({
    claim: 'failure',
    output: expect.stringContaining('EACCES'),
  })
  expect(await subject.runIntercepted(job, () => 'kill')).toEqual(KILLED)
  expect(process.geteuid?.()).toBe(process.getuid?.())
})

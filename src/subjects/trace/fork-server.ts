import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'
import { fileURLToPath } from 'node:url'
import { firstLine } from '../process/first-line.ts'
import { whenClosed } from '../process/output-capture.ts'
import type { Program, Started } from '../process/run-program.ts'
import { TraceError } from './trace-error.ts'
import type { WatchedCalls } from './watched-calls.ts'

/** A program under a supervisor. */
export interface Supervised extends Started {
  /** The connection to the supervisor, over which its calls are decided. */
  readonly pipe: Socket
}

/** A caller that waits for a connection. */
interface Waiting {
  readonly resolve: (connection: Socket) => void
  readonly reject: (error: TraceError) => void
}

/** The full length of an abstract socket's name: some versions of Node pad shorter ones with zero bytes. */
const ADDRESS_LENGTH = 107

/** How many characters of Python's standard error are kept. */
const STDERR_LIMIT = 4096

/**
 * A Python process that forks a supervisor for each program, which costs a fraction of a start of Python. It ends with
 * this process, and does not keep it alive.
 */
export class ForkServer {
  static readonly #servers = new Map<string, Promise<ForkServer>>()

  readonly #python: ChildProcess
  readonly #listener: Server
  /** By the line with which a connection begins. */
  readonly #waiting = new Map<string, Waiting>()
  #ended: TraceError | null = null

  private constructor(python: ChildProcess, listener: Server) {
    this.#python = python
    this.#listener = listener
    listener.on('connection', connection => void this.#accept(connection))
    let stderr = ''
    python.stderr?.on('data', piece => {
      stderr = `${stderr}${piece}`.slice(-STDERR_LIMIT)
    })
    // Writing to a process that has ended fails; `close` follows.
    python.stdin?.on('error', () => {})
    python.on('error', error => this.#end(error.message))
    python.on('close', () => this.#end(stderr.trim().split('\n').at(-1) || 'its supervisor ended'))
    this.#keepAlive(false)
  }

  /**
   * Returns the server of a Python 3, and starts it when it does not run.
   *
   * @throws TraceError when it cannot listen for its supervisors.
   */
  static of(python: string): Promise<ForkServer> {
    const server = ForkServer.#servers.get(python) ?? ForkServer.#start(python)
    ForkServer.#servers.set(python, server)
    return server
  }

  static async #start(python: string): Promise<ForkServer> {
    // An abstract socket leaves no file to remove. Anybody may connect, but only a supervisor knows the key of its job.
    const address = `shared-links-${randomBytes(16).toString('hex')}`.padEnd(ADDRESS_LENGTH, '-')
    const listener = createServer().listen(`\0${address}`)
    const script = fileURLToPath(new URL('./supervisor/supervisor.py', import.meta.url))
    const forget = () => ForkServer.#servers.delete(python)
    try {
      await once(listener, 'listening')
    } catch (error) {
      forget()
      throw new TraceError(String(error))
    }
    const child = spawn(python, ['-I', '-S', '-B', script, address], {
      cwd: '/',
      // In a group of its own, it gets no Ctrl-C: this process handles that, and ends it.
      detached: true,
      stdio: ['pipe', 'ignore', 'pipe'],
    })
    child.on('close', forget).on('error', forget)
    return new ForkServer(child, listener)
  }

  /**
   * Starts a program under a supervisor.
   *
   * @throws TraceError when no supervisor can be started.
   */
  async fork(program: Program, { root, intercept, after, waits }: WatchedCalls): Promise<Supervised> {
    const { argv, env, cwd, processLimit, uid, gid } = program
    const key = randomBytes(16).toString('hex')
    const user = uid === undefined ? null : { uid, gid }
    const connections = ['talk', 'input', 'output'].map(role => this.#connection(`${key} ${role}`))
    const job = {
      key,
      argv,
      env,
      cwd,
      user,
      umask: process.umask(),
      process_limit: processLimit,
      root,
      intercept,
      after: intercept === 'none' ? '' : (after ?? ''),
      race: waits?.race ?? null,
    }
    this.#python.stdin?.write(`${JSON.stringify(job)}\n`)
    const [pipe, input, output] = (await Promise.all(connections)) as [Socket, Socket, Socket]
    const pid = Number(await firstLine(pipe))
    if (pid === 0) throw new TraceError('its supervisor was killed')
    // A stream that is not read never closes.
    input.resume()
    return { pid, pipe, input, outputs: [output], exited: whenClosed(pipe).then(() => null) }
  }

  /** Resolves to the connection that begins with a line. */
  #connection(line: string): Promise<Socket> {
    return new Promise((resolve, reject) => {
      if (this.#ended !== null) {
        reject(this.#ended)
        return
      }
      this.#waiting.set(line, { resolve, reject })
      this.#keepAlive(true)
    })
  }

  async #accept(connection: Socket): Promise<void> {
    connection.unref()
    connection.on('error', () => {})
    const line = await firstLine(connection)
    const waiting = this.#waiting.get(line)
    if (waiting === undefined) {
      connection.destroy()
      return
    }
    connection.ref()
    this.#waiting.delete(line)
    this.#keepAlive(this.#waiting.size > 0)
    waiting.resolve(connection)
  }

  /** Sets whether the server keeps this process alive, as it must while a connection is awaited. */
  #keepAlive(isKept: boolean): void {
    const { stdin, stderr } = this.#python
    for (const one of [this.#python, this.#listener, stdin as Socket, stderr as Socket]) {
      if (isKept) one.ref()
      else one.unref()
    }
  }

  #end(why: string): void {
    this.#ended ??= new TraceError(why)
    this.#listener.close()
    for (const { reject } of this.#waiting.values()) reject(this.#ended)
    this.#waiting.clear()
  }
}

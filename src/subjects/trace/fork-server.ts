import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'
import { fileURLToPath } from 'node:url'
import { firstLine } from '../process/first-line.ts'
import { type Program, type Started, whenClosed } from '../process/run-program.ts'
import { TraceError } from './trace-error.ts'
import type { WatchedCalls } from './watched-calls.ts'

/** Waits for a connection. */
interface Waiting {
  readonly resolve: (connection: Socket) => void
  readonly reject: (error: TraceError) => void
}

/** How long the name of an abstract socket can be: some versions of Node fill shorter ones up with zero bytes. */
const ADDRESS_LENGTH = 107

/** How many characters are kept of what Python says before it ends. */
const SAID_LIMIT = 4096

/**
 * A Python that forks for each program that it is to supervise, which costs a fraction of starting it each time. It
 * ends with this process, and keeps it from nothing.
 */
export class ForkServer {
  static readonly #known = new Map<string, Promise<ForkServer>>()

  readonly #python: ChildProcess
  readonly #listener: Server
  /** By what a connection says first. */
  readonly #waiting = new Map<string, Waiting>()
  #ended: TraceError | null = null

  private constructor(python: ChildProcess, listener: Server) {
    this.#python = python
    this.#listener = listener
    listener.on('connection', connection => void this.#welcome(connection))
    let said = ''
    python.stderr?.on('data', piece => {
      said = `${said}${piece}`.slice(-SAID_LIMIT)
    })
    // It cannot be written to where it has ended.
    python.stdin?.on('error', () => {})
    python.on('error', error => this.#end(error.message))
    python.on('close', () => this.#end(said.trim().split('\n').at(-1) || 'its supervisor ended'))
    this.#hold(false)
  }

  /** The one of a Python 3, started where it is not running. */
  static of(python: string): Promise<ForkServer> {
    const known = ForkServer.#known.get(python) ?? ForkServer.#start(python)
    ForkServer.#known.set(python, known)
    return known
  }

  static async #start(python: string): Promise<ForkServer> {
    // It is no file, which would have to be removed. Whoever else connects to it knows no key of a program.
    const address = `shared-links-${randomBytes(16).toString('hex')}`.padEnd(ADDRESS_LENGTH, '-')
    const listener = createServer().listen(`\0${address}`)
    const program = fileURLToPath(new URL('./supervisor.py', import.meta.url))
    const forget = () => ForkServer.#known.delete(python)
    try {
      await once(listener, 'listening')
    } catch (error) {
      forget()
      throw new TraceError(String(error))
    }
    const child = spawn(python, ['-I', '-S', '-B', program, address], {
      cwd: '/',
      // Ctrl-C is for this process, with which it ends.
      detached: true,
      stdio: ['pipe', 'ignore', 'pipe'],
    })
    child.on('close', forget).on('error', forget)
    return new ForkServer(child, listener)
  }

  /**
   * Starts a program under a supervisor, with which the pipe is held.
   *
   * @throws TraceError where there is no supervisor.
   */
  async fork(program: Program, { root, intercept, after }: WatchedCalls): Promise<Started> {
    const { argv, env, cwd, uid, gid } = program
    const key = randomBytes(16).toString('hex')
    const user = uid === undefined ? null : { uid, gid }
    const connections = ['talk', 'input', 'output'].map(role => this.#connection(`${key} ${role}`))
    const job = { key, argv, env, cwd, user, umask: process.umask(), root, intercept, after: after ?? '' }
    this.#python.stdin?.write(`${JSON.stringify(job)}\n`)
    const [pipe, input, output] = (await Promise.all(connections)) as [Socket, Socket, Socket]
    const pid = Number(await firstLine(pipe))
    if (pid === 0) throw new TraceError('its supervisor was killed')
    // What is not read is not seen to close.
    input.resume()
    return { pid, pipe, input, outputs: [output], exited: whenClosed(pipe).then(() => null) }
  }

  /** The connection that begins with a line. */
  #connection(line: string): Promise<Socket> {
    return new Promise((resolve, reject) => {
      if (this.#ended !== null) {
        reject(this.#ended)
        return
      }
      this.#waiting.set(line, { resolve, reject })
      this.#hold(true)
    })
  }

  async #welcome(connection: Socket): Promise<void> {
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
    this.#hold(this.#waiting.size > 0)
    waiting.resolve(connection)
  }

  /** Keeps this process from ending, or lets it end. */
  #hold(isHeld: boolean): void {
    const { stdin, stderr } = this.#python
    for (const one of [this.#python, this.#listener, stdin as Socket, stderr as Socket]) {
      if (isHeld) one.ref()
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

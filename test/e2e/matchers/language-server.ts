import { spawn } from 'node:child_process'
import { pathToFileURL } from 'node:url'
import { REPOSITORY } from '../nested-project.ts'

/** A call as an editor describes it while its arguments are typed. */
export interface Signature {
  /** Its name, its arguments and its result. */
  readonly label: string
  readonly documentation: string
}

/** Returns the signature of the call at the end of each line of a TypeScript module: the line `f(` asks for that of `f`. */
export async function signaturesIn(path: string, lines: readonly string[]): Promise<Signature[]> {
  const server = spawn(process.execPath, [`${REPOSITORY}node_modules/typescript/bin/tsc`, '--lsp', '--stdio'])
  try {
    const { request, notify } = client(server.stdin, server.stdout)
    const uri = pathToFileURL(path).href
    await request('initialize', { processId: process.pid, rootUri: null, capabilities: {} })
    notify('initialized', {})
    notify('textDocument/didOpen', {
      textDocument: { uri, languageId: 'typescript', version: 1, text: lines.join('\n') },
    })
    const signatures: Signature[] = []
    for (const [line, code] of lines.entries()) {
      if (!code.endsWith('(')) continue
      const position = { line, character: code.length }
      const { signatures: found } = await request('textDocument/signatureHelp', {
        textDocument: { uri },
        position,
      })
      signatures.push({ label: found[0].label, documentation: found[0].documentation?.value ?? '' })
    }
    return signatures
  } finally {
    server.kill()
  }
}

/** Speaks the Language Server Protocol: JSON messages, each after a header with its length in bytes. */
function client(input: NodeJS.WritableStream, output: NodeJS.ReadableStream) {
  // biome-ignore lint/suspicious/noExplicitAny: a server's answers have many types, and a wrong one fails the test.
  const waiting = new Map<number, (result: any) => void>()
  const send = (message: object) => {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message })
    input.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
  }
  let received = Buffer.alloc(0)
  output.on('data', (chunk: Buffer) => {
    received = Buffer.concat([received, chunk])
    for (let header = headerOf(received); header !== null; header = headerOf(received)) {
      const { start, end } = header
      if (received.length < end) return
      const { id, method, result } = JSON.parse(received.subarray(start, end).toString())
      received = received.subarray(end)
      if (method === undefined) waiting.get(id)?.(result)
      else if (id !== undefined) send({ id, result: null })
    }
  })
  let last = 0
  return {
    // biome-ignore lint/suspicious/noExplicitAny: as above.
    request: (method: string, params: object): Promise<any> => {
      last += 1
      const id = last
      send({ id, method, params })
      return new Promise(resolve => waiting.set(id, resolve))
    },
    notify: (method: string, params: object) => send({ method, params }),
  }
}

function headerOf(received: Buffer): { readonly start: number; readonly end: number } | null {
  const at = received.indexOf('\r\n\r\n')
  if (at === -1) return null
  const length = Number(/Content-Length: (\d+)/iu.exec(received.subarray(0, at).toString())?.[1])
  return { start: at + 4, end: at + 4 + length }
}

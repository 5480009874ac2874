import { spawnSync } from 'node:child_process'

/** An element of an XML document, as Python's parser reads it. */
export interface XmlElement {
  readonly tag: string
  readonly attributes: Readonly<Record<string, string>>
  readonly text: string
  readonly children: readonly XmlElement[]
}

const PROGRAM = `
import json, sys
from xml.etree import ElementTree
def read(element):
    return {'tag': element.tag, 'attributes': element.attrib, 'text': ''.join(element.itertext()), 'children': [read(one) for one in element]}
json.dump(read(ElementTree.fromstring(sys.stdin.buffer.read())), sys.stdout)
`

/** Reads a document with the XML parser of Python. Throws where that refuses it. */
export function readXml(text: string): XmlElement {
  const { status, stdout, stderr } = spawnSync('python3', ['-c', PROGRAM], { input: text, encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
  return JSON.parse(stdout)
}

/** What the schema that Jenkins ships for JUnit lets an element hold: attributes, those it must have (*), and children. */
const JUNIT: Readonly<Record<string, { readonly attributes: string; readonly children: string }>> = {
  testsuites: { attributes: 'name time tests failures errors', children: 'testsuite' },
  testsuite: {
    attributes: 'name* tests* failures* errors* time skipped',
    children: 'properties testcase',
  },
  properties: { attributes: '', children: 'property' },
  property: { attributes: 'name* value*', children: '' },
  testcase: { attributes: 'name* time classname', children: 'skipped error failure' },
  skipped: { attributes: 'type message', children: '' },
  failure: { attributes: 'type message', children: '' },
  error: { attributes: 'type message', children: '' },
}

/** Lists where a document departs from that schema. */
export function junitProblems({ tag, attributes, children }: XmlElement): string[] {
  const rule = JUNIT[tag]
  if (rule === undefined) return [`unknown element ${tag}`]
  const allowed = rule.attributes.split(' ').filter(name => name !== '')
  const names = allowed.map(name => name.replace('*', ''))
  const needed = allowed.filter(name => name.endsWith('*')).map(name => name.slice(0, -1))
  return [
    ...Object.keys(attributes).flatMap(name => (names.includes(name) ? [] : [`${tag}: unknown ${name}`])),
    ...needed.flatMap(name => (name in attributes ? [] : [`${tag}: no ${name}`])),
    ...(/^[\d.]*$/u.test(attributes['time'] ?? '') ? [] : [`${tag}: wrong time`]),
    ...children.flatMap(child =>
      rule.children.split(' ').includes(child.tag) ? [] : [`${child.tag} in ${tag}`],
    ),
    ...children.flatMap(junitProblems),
  ]
}

// The script of the page: shows the story of the cell that has the focus, or the pointer. It writes texts only, never markup.
const { texts, cells } = JSON.parse(document.getElementById('data').textContent)
const state = document.getElementById('state')
const details = document.getElementById('details')

for (const table of document.querySelectorAll('table.cells')) {
  const first = table.querySelector('button')
  // Tab goes from table to table, and the arrow keys from cell to cell.
  if (first !== null) first.tabIndex = 0
  table.addEventListener('keydown', event => moveFocus(table, event))
  for (const type of ['focusin', 'pointerover'])
    table.addEventListener(type, ({ target }) => {
      if (target instanceof HTMLButtonElement) show(target)
    })
}

function moveFocus(table, event) {
  const step = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] }[event.key]
  const from = event.target.closest('td')
  if (step === undefined || from === null) return
  event.preventDefault()
  const rows = [...table.tBodies[0].rows]
  let row = rows.indexOf(from.parentElement)
  let column = from.cellIndex
  // States that cannot exist are passed over.
  for (;;) {
    row += step[0]
    column += step[1]
    const cell = rows[row]?.cells[column]
    if (cell === undefined || cell.tagName !== 'TD') return
    const button = cell.querySelector('button')
    if (button === null) continue
    for (const other of table.querySelectorAll('button[tabindex="0"]')) other.tabIndex = -1
    button.tabIndex = 0
    button.focus()
    return
  }
}

function show(button) {
  for (const other of document.querySelectorAll('button[aria-current]')) other.removeAttribute('aria-current')
  button.setAttribute('aria-current', 'true')
  state.textContent = button.getAttribute('aria-label')
  const cell = cells[Number(button.dataset.cell)]
  details.replaceChildren(...(cell === null ? [] : story(cell)))
}

function story({ before, after, lost, exit, output, blame, script }) {
  return [
    ...part('The world before', [before.length === 0 ? '(empty)' : linesOf(before)]),
    ...part('The world after', after.length === 0 ? ['(empty)'] : after.flatMap(lineAfter)),
    ...lost.flatMap(([path, bytes]) =>
      part(`The lost bytes of ${texts[path]}`, [element('del', texts[bytes])]),
    ),
    ...part(exit === null ? 'The output' : `The output, and exit code ${exit}`, [texts[output] || '(none)']),
    ...(blame.length === 0 ? [] : part('The call that did it', [linesOf(blame)])),
    ...(script.length === 0 ? [] : scriptPart(linesOf(script))),
  ]
}

function lineAfter({ label, fate, isLost }) {
  const [indent, name] = [/^ */u.exec(texts[label])[0], texts[label].trimStart()]
  return [indent, isLost ? element('del', name) : name, texts[fate], '\n']
}

function linesOf(lines) {
  return lines.map(line => texts[line]).join('\n')
}

function part(title, content) {
  const block = document.createElement('pre')
  block.append(...content)
  return [element('h3', title), block]
}

function scriptPart(text) {
  const copy = element('button', 'Copy the script')
  copy.type = 'button'
  const [title, block] = part('A script that does it again', [text])
  copy.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(text)
      copy.textContent = 'Copied'
    } catch {
      // No clipboard here: the text is selected instead.
      getSelection().selectAllChildren(block)
      copy.textContent = 'Selected: copy it with the keyboard'
    }
  })
  return [title, copy, block]
}

function element(name, text) {
  const made = document.createElement(name)
  made.textContent = text
  return made
}

import { expect } from 'vitest'
import { dir, file, linkTo } from '../../../../fixtures/tree.ts'
import { test } from '../../../../fixtures/vitest.ts'
import { findingsJUnit } from '../../../../src/cli/request/findings-junit.ts'
import { inspect } from '../../../../src/reconciler/api.ts'

test('each home, target and link is a test case, and what waits for another is skipped', async ({
  world,
}) => {
  const links = [
    { name: 'env', target: 'e' },
    { name: 'projects', target: 'none/t' },
  ]
  const w = await world(
    {
      a: dir({ env: linkTo('{root}/e'), projects: linkTo('{root}/none/t') }),
      b: file('x'),
      c: dir({ env: file('<&>') }),
      e: dir(),
      none: file(),
    },
    { homes: ['a', 'b', 'c'], links },
  )
  const { homes, required } = w
  const text = findingsJUnit({ homes, required, findings: inspect(homes, required) })
  const shown = text
    .replaceAll(w.root, '{root}')
    .replaceAll(/ time="[^"]*"/gu, '')
    .replaceAll(/ message="([^"]*)">[^<]*</gu, ' message="$1"><')
  expect(
    shown
      .split('\n')
      .map(line => line.trim())
      .slice(2, -3),
  ).toEqual([
    '<testsuite name="check" tests="12" failures="3" errors="0" skipped="5">',
    '<testcase name="{root}/none" classname="parents">',
    '<failure type="parent-not-directory" message="{root}/none (parent of target &#34;{root}/none/t&#34;) is a file; expected a directory; refused to correct it, since that could lose data"></failure>',
    '</testcase>',
    '<testcase name="{root}/a" classname="homes"/>',
    '<testcase name="{root}/b" classname="homes">',
    '<failure type="home-not-directory" message="{root}/b (home) is a file; expected a directory; refused to correct it, since that could lose data"></failure>',
    '</testcase>',
    '<testcase name="{root}/c" classname="homes"/>',
    '<testcase name="{root}/e" classname="targets"/>',
    '<testcase name="{root}/none/t" classname="targets">',
    '<skipped type="parent-not-directory" message="waits for {root}/none"/>',
    '</testcase>',
    '<testcase name="env" classname="{root}/a"/>',
    '<testcase name="projects" classname="{root}/a">',
    '<skipped type="parent-not-directory" message="waits for {root}/none"/>',
    '</testcase>',
    '<testcase name="env" classname="{root}/b">',
    '<skipped type="home-not-directory" message="waits for {root}/b"/>',
    '</testcase>',
    '<testcase name="projects" classname="{root}/b">',
    '<skipped type="home-not-directory" message="waits for {root}/b"/>',
    '</testcase>',
    '<testcase name="env" classname="{root}/c">',
    '<failure type="blocked-link" message="{root}/c/env (link) is a file; expected a symlink to &#34;{root}/e&#34;; refused to correct it, since that could lose data"></failure>',
    '</testcase>',
    '<testcase name="projects" classname="{root}/c">',
    '<skipped type="parent-not-directory" message="waits for {root}/none"/>',
    '</testcase>',
  ])
})

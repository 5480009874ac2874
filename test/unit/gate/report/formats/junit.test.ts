import { expect, test } from 'vitest'
import { gateJUnit, junitFailure } from '../../../../../src/gate/report/formats/junit.ts'
import { counterexample, result, shownReport } from './sample.ts'

test('each law is a test case, and every verdict can be told from the others', () => {
  const text = gateJUnit(
    shownReport([
      result('tells-the-truth', { seconds: 1.5 }),
      result('keeps-data', { counterexample: counterexample('destroyed', 46), seconds: 0.25 }),
      result('private', { counterexample: counterexample(null), fails: false }),
      result('ends', { verdict: 'waived', reason: 'it & <waits>' }),
      result('race-safe', { verdict: 'not-tested', reason: 'python3 is missing' }),
      result('order-blind', { verdict: 'not-applicable', reason: 'its homes are hard-coded' }),
    ]),
  )
  const failure = text.slice(text.indexOf('<failure'), text.indexOf('</failure>'))
  expect(failure).toMatch(/^<failure type="destroyed" message="data was destroyed">✗ keeps-data: nothing /u)
  expect(failure).toContain('\n  The line that did it: install.sh:46: command 46\n')
  expect(failure).toContain('\n  Replay:\n    npx vitest-shared-links gate ')
  expect(text.replace(failure, '<failure>')).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="vitest-shared-links" tests="6" failures="1" errors="0" time="1.750">
  <testsuite name="sh install.sh" tests="6" failures="1" errors="0" skipped="4" time="1.750">
    <properties>
      <property name="level" value="safe"/>
      <property name="seed" value="1"/>
      <property name="worlds" value="9"/>
      <property name="sandbox" value="bwrap"/>
      <property name="trace" value="seccomp"/>
    </properties>
    <testcase name="tells-the-truth" classname="sh install.sh" time="1.500"/>
    <testcase name="keeps-data" classname="sh install.sh" time="0.250">
      <failure></failure>
    </testcase>
    <testcase name="private" classname="sh install.sh" time="0.000">
      <skipped type="warning" message="warning: data was null"/>
    </testcase>
    <testcase name="ends" classname="sh install.sh" time="0.000">
      <skipped type="waived" message="waived: it &#38; &#60;waits&#62;"/>
    </testcase>
    <testcase name="race-safe" classname="sh install.sh" time="0.000">
      <skipped type="not-tested" message="not tested: python3 is missing"/>
    </testcase>
    <testcase name="order-blind" classname="sh install.sh" time="0.000">
      <skipped type="not-applicable" message="not applicable: its homes are hard-coded"/>
    </testcase>
  </testsuite>
</testsuites>
`)
})

test('a run without a verdict is one test case that ends in an error', () => {
  expect(
    junitFailure('gate', 'the "command" failed:\n  ::error::x'),
  ).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="vitest-shared-links" tests="1" failures="0" errors="1" time="0.000">
  <testsuite name="gate" tests="1" failures="0" errors="1" skipped="0" time="0.000">
    <testcase name="verdict" classname="gate" time="0.000">
      <error type="no verdict" message="the &#34;command&#34; failed:">the &#34;command&#34; failed:
  &#58;:error&#58;:x</error>
    </testcase>
  </testsuite>
</testsuites>
`)
})

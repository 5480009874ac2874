import { describeLaws, reconcile, script } from '../../src/properties.ts'

describeLaws(
  'the built-in reconciler keeps every law in every small state and at random',
  script('the built-in reconciler', request => reconcile(request, 'exact')),
  {
    level: 'complete',
    equality: 'exact',
    runs: 300,
  },
)

describeLaws(
  'the built-in reconciler under the policy `resolved`',
  script('the built-in reconciler', request => reconcile(request, 'resolved')),
  {
    level: 'complete',
    equality: 'resolved',
    runs: 300,
    seed: 2,
  },
)

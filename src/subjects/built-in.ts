import type { Equality } from '../observation/right.ts'
import { reconcile } from '../reconciler/reconcile.ts'
import { type ScriptSubject, script } from './script.ts'

/** Returns the built-in reconciler as a subject. */
export default function builtIn(equality: Equality): ScriptSubject {
  return script('the built-in reconciler', request => reconcile(request, equality ?? 'exact'))
}

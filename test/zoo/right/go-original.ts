/** The algorithm of the reconciler that all this began from: it leaves a home at its first conflict. */
export { goOriginalPort as provision } from '../../reconcilers/go-original-port.ts'

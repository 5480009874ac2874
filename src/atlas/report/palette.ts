import type { Outcome } from '../outcome.ts'

/** A background and the color of what is on it, as CSS colors. */
export interface Paint {
  readonly back: string
  readonly front: string
}

/** The colors of a picture in one color scheme. */
export interface Palette {
  readonly page: Paint
  readonly outcomes: Readonly<Record<Outcome, Paint>>
}

/** The colors of a picture on a light page, and on a dark one. */
export const PALETTES: Readonly<Record<'light' | 'dark', Palette>> = {
  light: {
    page: { back: '#ffffff', front: '#1b1b1b' },
    outcomes: {
      destroyed: { back: '#b3261e', front: '#ffffff' },
      orphaned: { back: '#f0a39d', front: '#4a0e09' },
      lied: { back: '#7b1fa2', front: '#ffffff' },
      strayed: { back: '#f7e08c', front: '#3d2e00' },
      moved: { back: '#f4c34e', front: '#3d2e00' },
      touched: { back: '#fbf0cc', front: '#4f3f0a' },
      linked: { back: '#7fc796', front: '#06351a' },
      'already-right': { back: '#d3efdc', front: '#0d5323' },
      refused: { back: '#e6e6e6', front: '#3c3c3c' },
      'gave-up': { back: '#bcd8f2', front: '#0b3d66' },
    },
  },
  dark: {
    page: { back: '#161616', front: '#e6e6e6' },
    outcomes: {
      destroyed: { back: '#ff8a80', front: '#3b0603' },
      orphaned: { back: '#7d2a25', front: '#ffd9d5' },
      lied: { back: '#ce93f0', front: '#2c0a3f' },
      strayed: { back: '#7a6216', front: '#fff2c4' },
      moved: { back: '#d0a033', front: '#241a00' },
      touched: { back: '#4a3d12', front: '#f5e3a8' },
      linked: { back: '#2c7a46', front: '#f0fff4' },
      'already-right': { back: '#1d4029', front: '#b5ecc6' },
      refused: { back: '#303030', front: '#cfcfcf' },
      'gave-up': { back: '#16466e', front: '#d5eaff' },
    },
  },
}

/** Returns CSS that sets the colors of each outcome as variables: `--destroyed` and `--on-destroyed`, and `--page` and `--on-page`. */
export function paletteCss(selector: string): string {
  const variables = ({ page, outcomes }: Palette) =>
    Object.entries({ page, ...outcomes })
      .map(([name, { back, front }]) => `--${name}:${back};--on-${name}:${front}`)
      .join(';')
  return [
    `${selector}{${variables(PALETTES.light)}}`,
    `@media (prefers-color-scheme: dark){${selector}{${variables(PALETTES.dark)}}}`,
  ].join('\n')
}

import type { Look, Palette } from '../../src/publication/look.ts';

/** The tokens as custom properties, light and dark. Every page starts with these. */
export const paletteCss = ({ light, dark, font }: Look): string =>
  [
    `:root{color-scheme:light dark;--serif:${font.serif};--sans:${font.sans};${properties(light)}}`,
    `@media (prefers-color-scheme:dark){:root{${properties(dark)}}}`,
    // Printed, the ground is white and ink is black, whatever the screen showed.
    `@media print{:root{color-scheme:light;${properties({ ...light, paper: '#ffffff', onFill: '#ffffff' })}}}`,
  ].join('');

function properties(palette: Palette): string {
  return [
    `--paper:${palette.paper}`,
    `--ink:${palette.ink}`,
    `--soft:${palette.soft}`,
    `--rule:${palette.rule}`,
    `--ship:${palette.ship}`,
    `--skip:${palette.skip}`,
    `--on-fill:${palette.onFill}`,
  ].join(';');
}

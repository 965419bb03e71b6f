import { contrast } from '../../publication/colour.ts';
import { LEAST_CONTRAST } from '../../publication/look.ts';
import { type PreflightInput, type Warning, warning } from './finding.ts';
import { coloursIn, type Scheme, type TextColours } from './mail-colours.ts';

/** A mail without rules for the dark is shown as it is, or in colours of the client's own making. */
const DARK = /prefers-color-scheme:\s*dark/iu;

/** Whether every text of the mail can be read on what it stands on, by day and by night. */
export function checkContrast({ rendered }: PreflightInput): Warning[] {
  const schemes: readonly Scheme[] = DARK.test(rendered.html) ? ['light', 'dark'] : ['light'];
  return schemes.flatMap(scheme => {
    const faint = coloursIn(rendered.html, scheme).filter(text => contrastOf(text) < LEAST_CONTRAST);
    return faint.length === 0 ? [] : [finding(scheme, faint)];
  });
}

function finding(scheme: Scheme, faint: readonly TextColours[]): Warning {
  const worst = faint.reduce((one, other) => (contrastOf(other) < contrastOf(one) ? other : one));
  const others = faint.length === 1 ? '' : ` It is one of ${faint.length} such texts.`;
  const message = `“${shortened(worst.text)}” is faint: its contrast is ${contrastOf(worst).toFixed(1)}, and it needs ${LEAST_CONTRAST} (${worst.colour} on ${worst.ground}).${others}`;
  return warning('contrast-low', `mail, ${scheme}`, message, 'Use a stronger colour in the template.');
}

function contrastOf({ colour, ground }: TextColours): number {
  return contrast(colour, ground);
}

function shortened(text: string): string {
  const letters = Array.from(text);
  return letters.length <= 40 ? text : `${letters.slice(0, 39).join('')}…`;
}

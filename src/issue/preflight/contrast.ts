import { type Finding, type PreflightInput, warning } from './finding.ts';
import { coloursIn, type Scheme, type TextColours } from './mail-colours.ts';

/** WCAG 2.2, 1.4.3: what people with weak sight can still read. */
const LEAST_CONTRAST = 4.5;
/** A mail without rules for the dark is shown as it is, or in colours of the client's own making. */
const DARK = /prefers-color-scheme:\s*dark/iu;

/** Whether every text of the mail can be read on what it stands on, by day and by night. */
export function checkContrast({ rendered }: PreflightInput): Finding[] {
  const schemes: readonly Scheme[] = DARK.test(rendered.html) ? ['light', 'dark'] : ['light'];
  return schemes.flatMap(scheme => {
    const faint = coloursIn(rendered.html, scheme).filter(text => contrastOf(text) < LEAST_CONTRAST);
    return faint.length === 0 ? [] : [finding(scheme, faint)];
  });
}

function finding(scheme: Scheme, faint: readonly TextColours[]): Finding {
  const worst = faint.reduce((one, other) => (contrastOf(other) < contrastOf(one) ? other : one));
  const others = faint.length === 1 ? '' : ` It is one of ${faint.length} such texts.`;
  const message = `“${shortened(worst.text)}” is faint: its contrast is ${contrastOf(worst).toFixed(1)}, and it needs ${LEAST_CONTRAST} (${worst.colour} on ${worst.ground}).${others}`;
  return warning('contrast-low', `mail, ${scheme}`, message, 'Use a stronger colour in the template.');
}

/** From 1, the same, to 21, black on white. */
function contrastOf({ colour, ground }: TextColours): number {
  const [dark = 0, light = 0] = [luminance(colour), luminance(ground)].toSorted((one, other) => one - other);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map(at => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function shortened(text: string): string {
  const letters = Array.from(text);
  return letters.length <= 40 ? text : `${letters.slice(0, 39).join('')}…`;
}

import type { Page } from 'playwright-core';

/** How a mail program makes a night of its own out of a mail by day. None reads what the mail says for the night. */
export type Night = 'thunderbird' | 'partial' | 'full';

export const nights = {
  /** DarkReader.mjs of Thunderbird 153: bright grounds and dark texts are taken away, and grounds too near to their text. */
  thunderbird: 'thunderbird',
  /** Gmail on Android, Outlook.com: bright grounds are darkened and dark texts brightened, everything else stays. */
  partial: 'partial',
  /** Gmail on iOS, Outlook on Windows: every colour is turned round, ground, text and edge. */
  full: 'full',
} as const satisfies Readonly<Record<string, Night>>;

export interface NightVerdict {
  readonly faults: readonly string[];
  readonly buttons: number;
  readonly seats: number;
}

/** Shows a mail as that program does and says which buttons and seats are lost to the eye. */
export async function nightFaults(page: Page, html: string, night: Night): Promise<NightVerdict> {
  await page.setContent(html);
  await page.evaluate(paintNight, night);
  return page.evaluate(lookAtNight);
}

/** Runs in the page. */
function paintNight(night: Night): void {
  const BLACK = [24, 24, 27];
  const read = (colour: string): number[] => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const luminance = ([r = 0, g = 0, b = 0]: number[]) => 0.2125 * r + 0.7154 * g + 0.0721 * b;
  const bright = (colour: number[]) => luminance(colour) > 200;
  const near = (one: number[], other: number[]) => {
    const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((x, y) => x - y);
    return (high + 0.05) / (low + 0.05) < 3.5;
  };
  const turned = (colour: number[]) => `rgb(${colour.slice(0, 3).map(part => Math.max(24, 255 - part))})`;
  for (const sheet of document.querySelectorAll('style')) sheet.remove();
  for (const { style } of document.querySelectorAll<HTMLElement>('[style]')) {
    const [ground, text] = [style.backgroundColor, style.color];
    if (night === 'full') {
      if (ground) style.backgroundColor = turned(read(ground));
      if (text) style.color = turned(read(text));
      for (const side of ['top', 'right', 'bottom', 'left']) {
        const edge = style.getPropertyValue(`border-${side}-color`);
        if (edge && edge !== 'initial') style.setProperty(`border-${side}-color`, turned(read(edge)));
      }
      continue;
    }
    const tooNear = night === 'thunderbird' && ground !== '' && text !== '' && near(read(ground), read(text));
    const keeps = ground !== '' && !bright(read(ground)) && !tooNear;
    if (!keeps) style.removeProperty('background-color');
    if (!keeps && text !== '' && !bright(read(text))) style.removeProperty('color');
  }
  document.documentElement.style.cssText = `background:rgb(${BLACK});color:#f5f5f5`;
  document.body.style.backgroundColor = 'transparent';
}

/** Runs in the page. */
function lookAtNight(): NightVerdict {
  const read = (colour: string): number[] => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const luminance = (colour: number[]) => {
    const [r = 0, g = 0, b = 0] = colour
      .map(part => part / 255)
      .map(part => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one: number[], other: number[]) => {
    const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((x, y) => x - y);
    return (high + 0.05) / (low + 0.05);
  };
  const groundOf = (element: Element | null): number[] => {
    if (!element) return [255, 255, 255];
    const [r = 0, g = 0, b = 0, alpha = 1] = read(getComputedStyle(element).backgroundColor);
    return alpha === 0 ? groundOf(element.parentElement) : [r, g, b];
  };
  const faults: string[] = [];
  const cells = [...document.querySelectorAll<HTMLElement>('td.button,.cast td,td.seat,td.skip')];
  for (const cell of cells) {
    const words = cell.textContent?.trim() ?? '';
    const outside = groundOf(cell.parentElement);
    const { borderTopColor, borderTopWidth, color } = getComputedStyle(
      cell.matches('td') ? cell : document.body,
    );
    const edge = borderTopWidth === '0px' ? 1 : contrast(read(borderTopColor), outside);
    if (edge < 3) faults.push(`“${words}” has an edge of ${edge.toFixed(2)}:1`);
    const link = cell.querySelector('a');
    const text = contrast(read(link ? getComputedStyle(link).color : color), groundOf(link ?? cell));
    if (text < 4.5) faults.push(`“${words}” has a text of ${text.toFixed(2)}:1`);
  }
  const ships = document.querySelector('td.seat');
  const skips = document.querySelector('td.skip');
  if (ships && skips && contrast(groundOf(ships), groundOf(skips)) < 1.5)
    faults.push('a seat that ships has the ground of one that skips');
  const seats = cells.filter(cell => cell.matches('.seat,.skip')).length;
  return { faults, seats, buttons: cells.length - seats };
}

import { mailFigures } from '../../templates/mail-figures.ts';
import type { MailPairing } from '../../templates/mail-issue.ts';
import type { Words } from '../words/words.ts';
import { isolated } from './isolated-text.ts';
import { columns, pageWidth, tableRow } from './text-layout.ts';

/** Columns for what a line tells of, where no word of it is longer. */
const LABEL_WIDTH = 12;

/** What two tools cost and what readers say of them, side by side. */
export function figuresText(pairing: MailPairing, words: Words): string[] {
  const { price, community } = mailFigures(pairing, words);
  const lines = [
    { label: words.say('mail.price'), told: price },
    { label: words.say('mail.community'), told: community },
  ].flatMap(({ label, told }) => (told === null ? [] : [[label, told.a, told.b] as const]));
  const longest = Math.max(LABEL_WIDTH, ...lines.flatMap(([label]) => label.split(' ')).map(columns));
  const width = Math.floor((pageWidth - longest - 4) / 2);
  const widths = [longest, width, width];
  return [
    ['', isolated(pairing.a.name, words), isolated(pairing.b.name, words)],
    widths.map(one => '-'.repeat(one)),
    ...lines,
  ].flatMap(cells => tableRow(cells, widths));
}

import { printedDate } from '../../templates/printed-date.ts';
import { onTheClock } from '../issue/wall-time.ts';

/** `26 Nov 2026 09:00` on the clock of a zone, as mails to editors print it. @param at epoch ms */
export function clockWords(at: number, zone: string): string {
  const { date, time } = onTheClock(at, zone);
  return `${printedDate(date)} ${time}`;
}

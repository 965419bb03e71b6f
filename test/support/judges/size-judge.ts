import type { JudgedMail } from './judged-mail.ts';

/** Gmail cuts a mail off at 102 KB and hides the rest, the unsubscribe link with it. */
export const MOST_HTML_BYTES = 60 * 1024;
export const MOST_EML_BYTES = 102_400;
/** A letter says one thing. */
export const MOST_LETTER_BYTES = 12 * 1024;

export function judgeSize({ html }: JudgedMail, most: number): string[] {
  const bytes = Buffer.byteLength(html);
  return bytes <= most ? [] : [`the HTML has ${bytes} bytes, at most ${most} are allowed`];
}

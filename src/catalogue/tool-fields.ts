import { z } from 'zod';
import { optionalLine } from './fields.ts';

/** Codes of ISO 4217, as far as this machine can print them. */
export const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

const SLUG = /^[a-z0-9]+(?:[._-][a-z0-9]+)*$/u;
const WITHOUT_VS = /^(?!(?:.*-)?vs(?:-|$))/u;

/** A tool's name in addresses. */
export const slug = z
  .string()
  .regex(SLUG, 'is not a slug; use a-z and 0-9, joined by single hyphens, dots or underscores')
  // `/compare/a-vs-b` must name one pair only.
  .regex(
    WITHOUT_VS,
    'has the word "vs" in it, which separates the two tools in a comparison\'s address; write "versus"',
  );

/** Most that fits a line of the mail, in characters (code points). */
export const PICK_WHEN_LIMIT = 90;

/** The end of a sentence that begins "Pick it when". */
export const pickWhen = optionalLine.refine(
  value => Array.from(value).length <= PICK_WHEN_LIMIT,
  `is too long; say in at most ${PICK_WHEN_LIMIT} characters when to pick it, for example "you edit on your phone"`,
);

/** 29 February only where there is one: every fourth year but the full centuries, save every fourth of those. */
const CALENDAR_DAY = new RegExp(
  [
    String.raw`^\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])`,
    String.raw`(?:0[469]|11)-(?:0[1-9]|[12]\d|30)`,
    String.raw`02-(?:0[1-9]|1\d|2[0-8]))$`,
    String.raw`^(?:\d\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29$`,
  ].join('|'),
  'u',
);

/** A day of the calendar, as ISO writes it. */
export const date = z
  .string()
  .regex(CALENDAR_DAY, 'is not a calendar date; write YYYY-MM-DD, for example 2026-11-02');

/** What a person is told who breaks one of these patterns while typing. */
export const TOOL_PATTERN_WORDS: ReadonlyMap<string, string> = new Map([
  [SLUG.source, 'A slug: a-z and 0-9, joined by single hyphens, dots or underscores.'],
  [WITHOUT_VS.source, 'The word “vs” separates two tools in an address: write “versus”.'],
  [CALENDAR_DAY.source, 'A day of the calendar, YYYY-MM-DD, for example 2026-11-02.'],
]);

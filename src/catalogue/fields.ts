import { z } from 'zod';

/*
 * The kinds of text that files written by people hold. A message is written "what is wrong; how to mend it", and
 * schema-problems.ts splits it there. Rules are patterns wherever they can be: those stand in the JSON Schema too.
 */

/** Also said of them by editors that complete from the JSON Schema. */
const EMPTY = 'is empty; write something, or take the whole entry out';
const HALF = 'contains half a character (a lone surrogate); write it again';

const ON_ONE_LINE = /^[^\p{Cc}\u2028\u2029]*$/u;
const IN_LINES = /^(?:\P{Cc}|[\n\r\t])*$/u;
const WHOLE_CHARACTERS = /^\P{Cs}*$/u;
const SOMETHING = /\S/u;

/** One line of plain text, or nothing. */
export const optionalLine = z
  .string()
  .regex(ON_ONE_LINE, {
    error: ({ input }) =>
      `contains ${culprit(/[\p{Cc}\u2028\u2029]/u, input)}; keep it on one line of plain text`,
  })
  .regex(WHOLE_CHARACTERS, HALF);

/** One line of plain text. */
export const line = optionalLine.regex(SOMETHING, EMPTY);

/** Text of several lines. */
export const prose = z
  .string()
  .regex(IN_LINES, {
    error: ({ input }) =>
      `contains ${culprit(/[^\P{Cc}\n\r\t]/u, input)}; take it out, line breaks and tabs may stay`,
  })
  .regex(WHOLE_CHARACTERS, HALF)
  .regex(SOMETHING, EMPTY);

const NOT_AN_ADDRESS = 'is not a web address; write the whole address, starting with https:// or http://';
const WEB = /^(?:$|[Hh][Tt][Tt][Pp][Ss]?:\/\/[^\s\p{Cc}]+$)/u;
const WITHOUT_NAME = /^(?![Hh][Tt][Tt][Pp][Ss]?:\/*[^/?#]*@)/u;
const ALL_SEEN = /^[^\p{Cf}\p{Default_Ignorable_Code_Point}\u2028\u2029]*$/u;

/** A whole web address, or nothing. */
export const url = z
  .string()
  .regex(WEB, NOT_AN_ADDRESS)
  // What no pattern can tell: whether the host and the port are any.
  .refine(value => value === '' || !WEB.test(value) || URL.canParse(value), NOT_AN_ADDRESS)
  .regex(
    WITHOUT_NAME,
    'has a name before the host (…@), which hides where it leads; write the address without it',
  )
  .regex(ALL_SEEN, {
    error: ({ input }) =>
      `contains ${culprit(/[\p{Cf}\p{Default_Ignorable_Code_Point}\u2028\u2029]/u, input)}, which is invisible; write the address again`,
  });

/** What a person is told who breaks a pattern while typing, where the rule is not told in the field's own description. */
export const PATTERN_WORDS: ReadonlyMap<string, string> = new Map(
  (
    [
      [ON_ONE_LINE, 'One line of plain text, without line breaks or tabs.'],
      [IN_LINES, 'Plain text: line breaks and tabs may stand in it, other control characters may not.'],
      [WHOLE_CHARACTERS, 'Contains half a character (a lone surrogate): write it again.'],
      [SOMETHING, 'Empty: write something, or take the whole entry out.'],
      [WEB, 'A whole web address, starting with https:// or http://.'],
      [WITHOUT_NAME, 'A web address without a name before the host (…@).'],
      [ALL_SEEN, 'Contains an invisible character: write the address again.'],
    ] as const
  ).map(([pattern, words]) => [pattern.source, words]),
);

function culprit(faulty: RegExp, input: unknown): string {
  return controlName(faulty.exec(String(input))?.[0] ?? '');
}

function controlName(character: string): string {
  if (character === '\n' || character === '\r' || character === '\u2028' || character === '\u2029') {
    return 'a line break';
  }
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return `the ${/\p{Cc}/u.test(character) ? 'control' : 'invisible'} character U+${code}`;
}

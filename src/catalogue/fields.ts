import { z } from 'zod';

/*
 * The kinds of text that files written by people hold. A message is written "what is wrong; how to mend it", and
 * schema-problems.ts splits it there.
 */

const EMPTY = 'is empty; write something, or take the whole entry out';

/** One line of plain text, or nothing. */
export const optionalLine = z.string().superRefine((value, context) => {
  const faulty = /[\p{Cc}\u2028\u2029]/u.exec(value)?.[0];
  if (faulty) addIssue(context, `contains ${controlName(faulty)}; keep it on one line of plain text`);
  if (!value.isWellFormed())
    addIssue(context, 'contains half a character (a lone surrogate); write it again');
});

/** One line of plain text. */
export const line = optionalLine.refine(value => value.trim() !== '', EMPTY);

/** Text of several lines. */
export const prose = z.string().superRefine((value, context) => {
  const faulty = /[^\P{Cc}\n\r\t]/u.exec(value)?.[0];
  if (faulty)
    addIssue(context, `contains ${controlName(faulty)}; take it out, line breaks and tabs may stay`);
  if (!value.isWellFormed())
    addIssue(context, 'contains half a character (a lone surrogate); write it again');
  if (value.trim() === '') addIssue(context, EMPTY);
});

/** A whole web address, or nothing. */
export const url = z
  .string()
  .refine(
    value => value === '' || (/^https?:\/\/[^\s\p{Cc}]+$/iu.test(value) && URL.canParse(value)),
    'is not a web address; write the whole address, starting with https:// or http://',
  )
  .refine(
    value => !/^https?:\/*[^/?#]*@/iu.test(value),
    'has a name before the host (…@), which hides where it leads; write the address without it',
  )
  .superRefine((value, context) => {
    const hidden = /[\p{Cf}\p{Default_Ignorable_Code_Point}\u2028\u2029]/u.exec(value)?.[0];
    if (hidden)
      addIssue(context, `contains ${controlName(hidden)}, which is invisible; write the address again`);
  });

function addIssue(context: z.RefinementCtx, message: string): void {
  context.addIssue({ code: 'custom', message });
}

function controlName(character: string): string {
  if (character === '\n' || character === '\r' || character === '\u2028' || character === '\u2029') {
    return 'a line break';
  }
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return `the ${/\p{Cc}/u.test(character) ? 'control' : 'invisible'} character U+${code}`;
}

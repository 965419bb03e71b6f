import { z } from 'zod';
import { line, optionalLine, prose, url } from '../catalogue/fields.ts';
import { isLanguageTag } from '../words/language.ts';
import { address } from './mailbox.ts';

/*
 * The shape of publication.json. A message is written "what is wrong; how to mend it", and src/catalogue/schema-problems.ts
 * splits it there. Missing values, wrong types and unknown keys are worded there for all fields.
 */

const noun = { one: line, many: line };

/** Within a sentence, so without one's end; it is printed on seats, so short. */
const verb = line
  .transform(word => word.trim().replace(/\s+/g, ' '))
  .refine(
    word => /^\p{L}[\p{L}\p{M}’' -]{0,15}$/u.test(word),
    'is not a verb that fits a seat; write one of at most 16 letters, for example "buy"',
  );

const colour = z
  .string()
  .regex(/^#[\da-f]{6}$/i, 'is not a colour; write six digits, for example "#1a5333"')
  .transform(value => value.toLowerCase());

const four = {
  ship: colour.optional(),
  skip: colour.optional(),
  ink: colour.optional(),
  paper: colour.optional(),
};

/** Only what every machine has, or falls back from: mails cannot bring a font file. */
const families = (generic: 'serif' | 'sans-serif') =>
  line
    .refine(
      value => /^[A-Za-z][A-Za-z\d -]*(?:,\s*[A-Za-z][A-Za-z\d -]*)*$/.test(value) && value.length <= 120,
      `is not a list of families; write their names with commas and without quotation marks, for example "Georgia, ${generic}"`,
    )
    .refine(
      value => new RegExp(`(?:^|,)\\s*${generic}$`).test(value),
      `ends with no family that every machine has; add ", ${generic}" at its end`,
    )
    .refine(
      value => value.split(',').every(isPlainFamily),
      'has a name that CSS takes for something else; leave out names with a word that begins with a digit, and words such as "inherit"',
    )
    .transform(value =>
      value
        .split(',')
        .map(family => family.trim())
        .join(','),
    );

/** Without quotation marks, so words as CSS has them; one of its own words would void the whole declaration. */
function isPlainFamily(family: string): boolean {
  const name = family.trim();
  return (
    name.split(/\s+/).every(word => /^-?[A-Za-z]/.test(word)) &&
    !/^(?:inherit|initial|unset|revert|revert-layer|default|none)$/i.test(name)
  );
}

/** Checked as `MAIL_REPLY_TO` is, whose place it takes, and with its domain in ASCII like that one's. */
const contact = z.string().transform((value, context) => {
  const checked = address.safeParse(value.trim());
  if (checked.success) return checked.data;
  const why = checked.error.issues[0]?.message ?? 'a mail address';
  context.addIssue({
    code: 'custom',
    message: `is not ${why}; write one without a name, for example "desk@your-domain"`,
  });
  return z.NEVER;
});

const footerLink = z.strictObject({
  label: line,
  url: url.refine(value => value !== '', 'is empty; write the whole address, or take the link out'),
});

/** What is published as data (docs/open-data.md). */
const openData = z.strictObject({
  licence: z.strictObject({ name: line, url: url.optional() }).optional(),
  catalogue: z.enum(['open', 'closed']).optional(),
});

export const publicationSchema = z.strictObject({
  $schema: z.string().optional(),
  $comment: z.string().optional(),
  name: line,
  tagline: optionalLine.optional(),
  compared: z.strictObject({
    ...noun,
    briefly: z.strictObject(noun).optional(),
    schemaType: z.enum(['SoftwareApplication', 'Product']).optional(),
  }),
  verdicts: z
    .strictObject({
      ship: verb,
      skip: verb,
      ships: verb.optional(),
      skips: verb.optional(),
      meaning: line.optional(),
    })
    .refine(
      ({ ship, skip }) => ship.toLowerCase() !== skip.toLowerCase(),
      'say the same twice; write two words that nobody takes for each other',
    )
    .optional(),
  colours: z.strictObject({ ...four, dark: z.strictObject(four).optional() }).optional(),
  mark: line
    .refine(
      name => /^[\w-][\w.-]*\.svg$/i.test(name),
      'is not a file beside this one; write the name of an SVG file in the same folder, for example "mark.svg"',
    )
    .optional(),
  typefaces: z
    .strictObject({ serif: families('serif').optional(), sans: families('sans-serif').optional() })
    .optional(),
  language: line
    .refine(isLanguageTag, 'is no language; write its code, for example "en", "de" or "pt-BR"')
    .optional(),
  postalAddress: prose.optional(),
  contact: contact.optional(),
  links: z
    .array(footerLink)
    .max(6, 'are too many; keep at most six, so that the footer stays readable')
    .optional(),
  openData: openData.optional(),
});

export type PublicationFile = z.infer<typeof publicationSchema>;

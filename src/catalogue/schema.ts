import { z } from 'zod';
import { line, optionalLine, prose, url } from './fields.ts';
import { CURRENCIES, date, PICK_WHEN_LIMIT, pickWhen, slug } from './tool-fields.ts';

/*
 * The catalogue file's shape. A message is written "what is wrong; how to mend it", and
 * schema-problems.ts splits it there. Missing values, wrong types and unknown keys are worded there for all fields.
 * What `meta` says is read by people: editors show it while they complete from the JSON Schema (json-schema.ts), and
 * docs/catalogue.md has a line for each field.
 */

/** Notes of whoever keeps the file: read by nobody else. */
const $comment = z
  .string()
  .meta({ description: 'A note to yourself; printed nowhere.', examples: ['Ask the maker about prices.'] })
  .optional();

/** What somebody pays at least. */
export const moneySchema = z
  .strictObject({
    amount: z
      .number()
      .positive('is not above zero; for a tool that costs nothing use {"kind": "free"}')
      .meta({ description: 'In whole units: 9.5 is 9 dollars and 50 cents.', examples: [20] }),
    currency: z
      .string()
      .refine(code => CURRENCIES.has(code), 'is not an ISO 4217 code; use three capitals, for example USD')
      .meta({ description: 'ISO 4217 code, three capitals.', enum: [...CURRENCIES], examples: ['USD'] }),
    per: z.enum(['month', 'seat_month', 'once', 'usage']).meta({
      description: 'What the amount buys: a month, a month of one seat, the tool for good, or one use.',
      examples: ['month'],
    }),
  })
  .meta({
    description: 'The lowest price that somebody pays; leave it out where you do not know it.',
    examples: [{ amount: 20, currency: 'USD', per: 'month' }],
  });

const kind = {
  description: 'free, free_tier (free with paid plans above), paid or unknown.',
  examples: ['free_tier'],
};

const price = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('free').meta({ ...kind, examples: ['free'] }) }),
    z.strictObject({ kind: z.enum(['free_tier', 'paid']).meta(kind), from: moneySchema.optional() }),
    z.strictObject({ kind: z.literal('unknown').meta({ ...kind, examples: ['unknown'] }) }),
  ])
  .meta({
    description: 'What it costs. A pair whose prices differ by much scores higher.',
    examples: [{ kind: 'free_tier', from: { amount: 20, currency: 'USD', per: 'month' } }, { kind: 'free' }],
  });

export const reviewSchema = z
  .strictObject({
    $comment,
    panelist: line.meta({ description: 'The id of a panellist of this file.', examples: ['skeptic'] }),
    verdict: z.enum(['ship', 'skip']).meta({
      description: 'ship for yes and skip for no, whatever your publication calls them.',
      examples: ['ship'],
    }),
    quote: prose.meta({
      description: 'What they say, in full; up to 1,200 characters fit well.',
      examples: ['I dropped it into one repository. Diffs became easier to read.'],
    }),
    pull: optionalLine
      .meta({
        description:
          'The part of the quote for the mail, at most 140 characters; left out, the first sentence is taken.',
        examples: ['Diffs became easier to read.'],
      })
      .optional(),
    reviewedOn: date
      .meta({ description: 'The day of the verdict, YYYY-MM-DD.', examples: ['2026-11-17'] })
      .optional(),
  })
  .meta({ description: 'What one panellist says of the tool; each may have one.' });

const panelist = z
  .strictObject({
    id: line.meta({ description: 'What reviews call them; each once.', examples: ['skeptic'] }),
    role: line.meta({
      description: 'Their chair. Two tools are set against each other chair by chair.',
      examples: ['skeptic'],
    }),
    name: line.meta({ description: 'As readers see it.', examples: ['The Skeptic'] }),
  })
  .meta({ description: 'One critic.' });

export const toolSchema = z
  .strictObject({
    $comment,
    slug: slug.meta({
      description: 'Its name in addresses, each once: a-z, 0-9, hyphens. Never change it once it was shown.',
      examples: ['example-tool'],
    }),
    name: line.meta({
      description: 'As readers see it; up to 60 characters fit well.',
      examples: ['Example Tool'],
    }),
    maker: optionalLine.meta({ description: 'Who makes it.', examples: ['Example Ltd'] }).optional(),
    tagline: line.meta({
      description: 'What it is, in one line of at most 120 characters, as after “it is”.',
      examples: ['a note taker that listens to meetings and writes them up'],
    }),
    pickWhen: pickWhen
      .meta({
        description: 'Ends the sentence “Pick it when …”.',
        examples: ['you want a whole song from one prompt'],
        maxLength: PICK_WHEN_LIMIT,
      })
      .optional(),
    description: prose.meta({
      description:
        'What it does, neutral, three to six sentences. The picker compares its words with others’.',
      examples: ['It records meetings and writes a summary. It runs on a laptop. It needs an account.'],
    }),
    category: line.meta({
      description: 'Only tools of one category are compared, so spell it the same everywhere.',
      examples: ['Developer Tools'],
    }),
    tags: z
      .array(line)
      .meta({
        description: 'Words for what it has. Tools that share some, but not all, make the better pair.',
        examples: [['cli', 'open-source']],
      })
      .optional(),
    url: url
      .meta({ description: 'Where readers find it; http or https.', examples: ['https://example.com'] })
      .optional(),
    price,
    priceCheckedOn: date
      .meta({ description: 'The day you looked, YYYY-MM-DD.', examples: ['2026-11-02'] })
      .optional(),
    addedOn: date.meta({
      description: 'The day it came into the catalogue, YYYY-MM-DD. New tools are picked sooner.',
      examples: ['2026-11-16'],
    }),
    family: optionalLine
      .meta({
        description: 'Two tools of one family are never paired: clones, versions, one maker’s plans.',
        examples: ['example'],
      })
      .optional(),
    affiliation: z
      .enum(['official', 'community', 'unknown'])
      .meta({
        description: 'Who is behind it; that it is a community project is printed beside the name.',
        examples: ['official'],
      })
      .optional(),
    note: optionalLine
      .meta({
        description: 'Printed beside the name wherever the tool is shown; up to 200 characters fit well.',
        examples: ['In closed beta until March.'],
      })
      .optional(),
    popularity: z
      .number()
      .min(0, 'is out of range; use a number from 0 to 1')
      .max(1, 'is out of range; use a number from 0 to 1')
      .meta({ description: 'How well known it is, 0 to 1.', examples: [0.4] })
      .optional(),
    status: z
      .enum(['active', 'banned', 'retired'])
      .meta({ description: 'Only active tools are picked; left out, it is active.', examples: ['active'] })
      .optional(),
    reviews: z.array(reviewSchema).meta({ description: 'The verdicts; the picker wants at least three.' }),
    panelShip: z
      .number()
      .meta({
        description: 'The share that says ship, in percent. It is reckoned anyway; given, it must be right.',
        examples: [67],
        type: 'integer',
        minimum: 0,
        maximum: 100,
      })
      .optional(),
  })
  .meta({ description: 'One tool with its reviews.' });

/** The first line of an .ndjson file. */
export const headerSchema = z.strictObject({
  $schema: z
    .string()
    .meta({
      description: 'Where the JSON Schema is, for your editor.',
      examples: ['./catalogue.schema.json'],
    })
    .optional(),
  $comment,
  panel: z.array(panelist).meta({ description: 'Everybody whose verdicts stand in this file.' }),
  sample: z
    .boolean()
    .meta({
      description: 'true marks demo data: every page and mail says so, and no real reader gets any.',
      examples: [false],
    })
    .optional(),
});

/** A .json file; its tools are checked one by one with `toolSchema`. */
export const fileSchema = headerSchema.extend({ tools: z.array(z.unknown()) });

/** A whole .json file, for those who complete from it. */
export const catalogueSchema = headerSchema.extend({
  tools: z.array(toolSchema).meta({ description: 'What is compared.' }),
});

export type FileTool = z.infer<typeof toolSchema>;
export type FileHeader = z.infer<typeof headerSchema>;

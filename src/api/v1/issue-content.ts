import { z } from '@hono/zod-openapi';
import type { IssueContent } from '../../issue/content.ts';
import { week } from './parts.ts';

const verdict = z.enum(['ship', 'skip']);

const seat = z
  .object({ role: z.string(), name: z.string(), verdict, quote: z.string(), pull: z.string() })
  .openapi('Seat');

const tool = z
  .looseObject({
    slug: z.string(),
    name: z.string(),
    maker: z.string(),
    tagline: z.string(),
    about: z.string().optional(),
    description: z.string(),
    url: z.string(),
    ship: z.object({
      percent: z.number().int(),
      ships: z.number().int(),
      skips: z.number().int(),
      badge: z.enum(['ship', 'mixed', 'skip']),
    }),
    community: z.string(),
    price: z.string(),
    priceChecked: z.string(),
    note: z.string(),
    pull: seat.nullable(),
    since: z.string().optional(),
    reason: z.string().optional(),
  })
  .openapi('ToolContent');

const pairing = z
  .looseObject({
    position: z
      .number()
      .int()
      .openapi({ description: 'From 1, in the editors’ order: what a vote is about.' }),
    slug: z.string().openapi({ description: 'As in the address of the comparison.', example: 'a-vs-b' }),
    category: z.string(),
    a: tool,
    b: tool,
    lead: z.enum(['a', 'b', 'split']),
    verdict: z.string(),
    pickA: z.string().optional(),
    pickB: z.string().optional(),
    pricesChecked: z.string().optional(),
    rows: z.array(z.object({ a: seat.nullable(), b: seat.nullable() })).readonly(),
    why: z.string(),
    gain: z.string().optional(),
    compareUrl: z.string(),
  })
  .openapi('PairingContent');

const lastWeek = z.looseObject({ title: z.string(), line: z.string(), url: z.string() }).openapi('LastWeek');

/**
 * What one issue says, in final words: the model that mails, text part and web version are rendered from, as it is frozen.
 * Loose, because issues of earlier versions are read as they were frozen and later ones may say more; that it fits what is
 * frozen is shown by a test.
 */
export const issueContent = z
  .looseObject({
    week,
    number: z.number().int(),
    publication: z.string(),
    date: z.string().openapi({ description: 'The day the content speaks from.', example: '2026-11-26' }),
    subject: z.string(),
    preheader: z.string(),
    intro: z.string().openapi({ description: 'Markdown; empty for none.' }),
    minutes: z.number().int(),
    lastWeek: lastWeek.nullable(),
    pairings: z.array(pairing).readonly(),
    thin: z.string(),
    sample: z.boolean(),
    links: z.looseObject({ web: z.string(), howWePick: z.string(), subscribe: z.string() }),
    postalAddress: z.string(),
    language: z.string().optional(),
  })
  .openapi('IssueContent') as unknown as z.ZodType<IssueContent, IssueContent>;

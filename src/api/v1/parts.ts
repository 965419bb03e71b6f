import { z } from '@hono/zod-openapi';
import { parseWeek } from '../../issue/week.ts';

/** Parts that the schemas of several routes are made of. */

export const week = z
  .string()
  .regex(/^\d{4}-W\d{2}$/, 'Write an ISO week like 2026-W48')
  .refine(
    text => parseWeek(text).kind === 'ok',
    'That year has no such week, or lies before 1900 or after 2999',
  )
  .openapi({ description: 'An ISO week.', example: '2026-W48' });

export const weekPath = z.object({ week });

/** A number that the database gave. */
const idParameter = z
  .string()
  .regex(/^[1-9]\d{0,14}$/, 'Write a whole number from 1')
  .transform(Number)
  .openapi({ type: 'integer', minimum: 1, example: 1 });

export const idPath = z.object({ id: idParameter });

/** An instant; the database's milliseconds as people and programs read them. */
export const instant = z.iso.datetime().openapi({ example: '2026-11-26T09:00:00.000Z' });

export function instantOf(at: number): string {
  return new Date(at).toISOString();
}

/** Null for what has not happened. */
export function instantOrNull(at: number | null): string | null {
  return at === null ? null : instantOf(at);
}

export const sha256 = z.string().openapi({ description: 'SHA-256, hexadecimal.' });

import type { Context } from 'hono';
import { wasCut } from './cut-request.ts';

/** Deeper than any body of ours, and far from where code that walks down it runs out of stack. */
const MOST_LEVELS = 32;

/** @returns undefined for what is no JSON, and for JSON that is nested deeper than anybody means */
export async function readJson(context: Context): Promise<unknown> {
  try {
    const value: unknown = await context.req.json();
    return isShallow(value) ? value : undefined;
  } catch (error) {
    if (wasCut(context)) throw error;
    return undefined;
  }
}

/** Level by level, so that no depth costs stack. */
function isShallow(value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MOST_LEVELS) return false;
    level = level.flatMap(each => (typeof each === 'object' && each !== null ? Object.values(each) : []));
  }
  return true;
}

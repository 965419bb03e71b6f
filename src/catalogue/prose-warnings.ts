import type { Problem } from './problem.ts';
import { shown } from './problem.ts';
import { PULL_LIMIT } from './pull-quote.ts';
import type { FileTool } from './schema.ts';

/** In characters (code points): what the mail's layout was drawn for. Longer prose is shown, or cut where noted. */
const LIMITS = { name: 60, tagline: 120, note: 200, description: 1_500, quote: 1_200, pull: PULL_LIMIT };

/** Prose that is longer than the pages and mails were laid out for; never an error. */
export function proseWarnings(
  tool: FileTool,
  at: { readonly file: string; readonly base: string; readonly subject: string },
): Problem[] {
  const fields: [path: string, limit: number, text: string | undefined][] = [
    ['name', LIMITS.name, tool.name],
    ['tagline', LIMITS.tagline, tool.tagline],
    ['note', LIMITS.note, tool.note],
    ['description', LIMITS.description, tool.description],
  ];
  tool.reviews.forEach((review, index) => {
    fields.push([`reviews[${index}].quote`, LIMITS.quote, review.quote]);
    fields.push([`reviews[${index}].pull`, LIMITS.pull, review.pull]);
  });
  return fields.flatMap(([path, limit, text = '']) => {
    // Code units are an upper limit of code points and cost nothing to count.
    const length = text.length <= limit ? text.length : Array.from(text).length;
    if (length <= limit) return [];
    return {
      file: at.file,
      path: `${at.base}.${path}`,
      found: shown(text),
      message: `${at.subject}: ${path} has ${length} characters, only ${limit} fit well`,
      fix: path.endsWith('pull') ? 'shorten it, or it is cut at a word' : 'shorten it if you can',
      severity: 'warning',
    };
  });
}

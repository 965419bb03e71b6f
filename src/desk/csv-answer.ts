import type { DeskContext } from './desk-env.ts';
import { DESK_ANSWER } from './visit.tsx';

/** A file for a spreadsheet. @param name without its ending */
export function csvAnswer(
  context: DeskContext,
  name: string,
  lines: string | ReadableStream<Uint8Array>,
): Response {
  return context.body(lines, 200, {
    ...DESK_ANSWER,
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': `attachment; filename="${name}.csv"`,
  });
}

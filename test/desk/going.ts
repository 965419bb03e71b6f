import type { Mailer } from '../../src/delivery/mailers/mailer.ts';
import { pickWeek } from '../../src/newsroom/pick-week.ts';
import { approveWeek } from '../../src/newsroom/release.ts';
import { sendWeek } from '../../src/newsroom/send-week.ts';
import type { Store } from '../../src/storage/database.ts';
import { EDITOR, openDesk, type TestDesk } from '../support/desk.ts';
import { addReaders } from '../support/frozen-issue.ts';

export const WEEK = '2026-W48';
export const BASE = `/desk/issues/${WEEK}`;
const never = new AbortController().signal;

/** The editors' own mails go to the outbox of files, issues to the mail API of the test. */
const TO_EDITORS = new Set(['sign-in', 'notice']);

function besideOutbox(outbox: Mailer, api: Mailer): Mailer {
  return {
    ...api,
    submit: (messages, options) =>
      TO_EDITORS.has(messages[0]?.kind ?? '')
        ? outbox.submit(messages, options)
        : api.submit(messages, options),
  };
}

export interface GoingDesk extends TestDesk {
  /** Goes on with the issue as the scheduler would, once. */
  send(): Promise<string>;
}

/** A desk with an approved issue of this many readers; not sent yet. */
export async function openGoingDesk(
  store: Store,
  options: { readonly readers: number; readonly api?: Mailer; readonly week?: string },
): Promise<GoingDesk> {
  const api = options.api;
  const desk = await openDesk(store, {
    settings: { EDITORS: `${EDITOR},other@example.com` },
    ...(api && { wrap: (outbox: Mailer) => besideOutbox(outbox, api) }),
  });
  await addReaders(store, options.readers, desk.clock);
  const week = options.week ?? WEEK;
  await approve(desk, week);
  return { ...desk, send: () => send(desk, week) };
}

export async function approve(desk: TestDesk, week: string): Promise<void> {
  await pickWeek(desk.app, week, 'test');
  const outcome = await approveWeek(desk.app, week, EDITOR);
  if (outcome.kind !== 'approved') throw new Error(JSON.stringify(outcome));
}

export async function send(desk: TestDesk, week: string): Promise<string> {
  const options = { now: true, signal: never, patienceMs: 0, who: 'test' };
  return (await sendWeek(desk.app, week, options)).kind;
}

/** The words of a page, on one line. */
export function wordsOf(html: string): string {
  return html
    .replace(/<(style|script)[\s\S]*?<\/\1>/g, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&#x27;/g, '’')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ')
    .trim();
}

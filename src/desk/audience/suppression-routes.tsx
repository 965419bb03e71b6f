import { Hono } from 'hono';
import {
  findAddress,
  findSuppressions,
  type SuppressionLine,
  suppressionAt,
} from '../../newsroom/audience/find-readers.ts';
import { readPerson } from '../../newsroom/audience/person.ts';
import { liftByHand, suppressByHand } from '../../newsroom/audience/suppression-acts.ts';
import type { PublicRoom } from '../../newsroom/public-room.ts';
import { Notice } from '../../web/notice.tsx';
import type { DeskContext, DeskEnv } from '../desk-env.ts';
import { readDeskForm } from '../desk-form.ts';
import { doneWords } from '../done-words.ts';
import { searchText } from '../search-text.ts';
import { deskPage } from '../visit.tsx';
import { wholeNumber } from '../whole-number.ts';
import { LiftPage } from './lift-page.tsx';
import { LISTED_REASONS } from './status-words.ts';
import { SuppressionsPage } from './suppressions-page.tsx';

const NOTES = {
  suppressed: 'The address is on the list; nothing goes to it any more.',
  lifted: 'The address is off the list.',
};

const PROBLEMS = {
  kept: 'The address is on the list already, for a reason that weighs at least as much, or it was erased.',
  'not an address': 'That is not a mail address. Write one like reader@example.com.',
  'no reason': 'Say why: the reason is what the next editor will look for.',
  'needs a reason': 'Say how you know that the mailbox works again. Nothing was lifted.',
} as const;

const LIST = '/desk/audience/suppressions';

/** The suppression list. */
export function suppressionRoutes(room: PublicRoom): Hono<DeskEnv> {
  const routes = new Hono<DeskEnv>();
  routes.get(LIST, async context => {
    const id = wholeNumber(context.req.query('reader'));
    const person = id === null ? null : await readPerson(room, id);
    return listPage(room, context, {
      typed: { email: person?.subscriber.email ?? '', reason: '' },
      note: doneWords(NOTES, context.req.query('done')),
    });
  });
  routes.post(LIST, async context => {
    const form = await readDeskForm(context);
    const typed = { email: form.one('email')?.trim() ?? '', reason: form.one('reason')?.trim() ?? '' };
    const outcome =
      typed.reason === '' ? 'no reason' : await suppressByHand(room, context.get('editor').email, typed);
    if (outcome === 'suppressed') return context.redirect(`${LIST}?done=suppressed`, 303);
    return listPage(room, context, { typed, problem: PROBLEMS[outcome] });
  });
  routes.get(`${LIST}/:hash`, context =>
    withLine(room, context, line => deskPage(room, context, <LiftPage line={line} />)),
  );
  routes.get(`${LIST}/:hash/reader`, context =>
    withLine(room, context, async line => {
      const reader = (await findAddress(room, line.email))?.readerId ?? null;
      if (reader === null) return unsubscribed(room, context, line.hash);
      return context.redirect(`/desk/audience/readers/${reader}`, 303);
    }),
  );
  routes.post(`${LIST}/:hash`, async context => {
    const hash = context.req.param('hash');
    const reason = (await readDeskForm(context)).one('reason') ?? '';
    const outcome = await liftByHand(room, context.get('editor').email, { hash, reason });
    if (outcome === 'lifted') return context.redirect(`${LIST}?done=lifted`, 303);
    if (outcome === 'unknown') return unlisted(room, context);
    const problem = outcome === 'needs a reason' ? PROBLEMS[outcome] : 'A complaint is never lifted.';
    return withLine(room, context, line => {
      const page = <LiftPage line={line} problem={problem} />;
      return deskPage(room, context, page, outcome === 'complaint' ? 409 : 422);
    });
  });
  return routes;
}

/** Answers about the address whose hash is in the path, or that it is not on the list. */
async function withLine(
  room: PublicRoom,
  context: DeskContext,
  answer: (line: SuppressionLine) => Response | Promise<Response>,
): Promise<Response> {
  const line = await suppressionAt(room, context.req.param('hash') ?? '');
  return line === null ? unlisted(room, context) : answer(line);
}

async function listPage(
  room: PublicRoom,
  context: DeskContext,
  said: {
    readonly typed: { readonly email: string; readonly reason: string };
    readonly note?: string;
    readonly problem?: string;
  },
): Promise<Response> {
  const text = searchText(context);
  const reason = LISTED_REASONS.find(one => one === context.req.query('reason')) ?? null;
  const after = placeIn(context.req.query('after') ?? '');
  const found = await findSuppressions(room, { text, reason, after });
  const page = <SuppressionsPage text={text} reason={reason} found={found} {...said} />;
  return deskPage(room, context, page, said.problem === undefined ? 200 : 422);
}

function placeIn(text: string): { readonly createdAt: number; readonly hash: string } | null {
  const [, createdAt = '', hash = ''] = /^(\d{1,15})\.([\w-]{1,64})$/.exec(text) ?? [];
  return hash === '' ? null : { createdAt: Number(createdAt), hash };
}

function unsubscribed(room: PublicRoom, context: DeskContext, hash: string) {
  const page = (
    <Notice status="404" title="Nobody is subscribed under this address.">
      {'It is on the list all the same. '}
      <a href={`/desk/audience/suppressions/${hash}`}>Look at its entry</a>
      {' or at '}
      <a href="/desk/audience/suppressions">the suppression list</a>
    </Notice>
  );
  return deskPage(room, context, page, 404);
}

function unlisted(room: PublicRoom, context: DeskContext) {
  const page = (
    <Notice status="404" title="This address is not on the list.">
      {'It may have been lifted since. '}
      <a href="/desk/audience/suppressions">The suppression list</a>
    </Notice>
  );
  return deskPage(room, context, page, 404);
}

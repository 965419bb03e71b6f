import { Hono } from 'hono';
import type { SuppressionReasonListed } from '../../web/desk/audience/audience-deps.ts';
import { Notice } from '../../web/notice.tsx';
import { printed } from '../../web/printed.ts';
import type { WebDeps } from '../../web/web-deps.ts';
import { DESK_ANSWER, type DeskContext, type DeskEnv } from '../desk-env.ts';
import { readDeskForm } from '../desk-form.ts';
import { doneWords } from '../done-words.ts';
import { searchText } from '../search-text.ts';
import { wholeNumber } from '../whole-number.ts';
import { LiftPage } from './lift-page.tsx';
import { SuppressionsPage } from './suppressions-page.tsx';

const NOTES = {
  suppressed: 'The address is on the list; nothing goes to it any more.',
  lifted: 'The address is off the list.',
};

const PROBLEMS = {
  kept: 'The address is on the list already, for a reason that weighs as much or more, or was erased.',
  'not an address': 'That is not a mail address. Write one like reader@example.com.',
  'no reason': 'Say why: the reason is what the next editor will look for.',
  'needs a reason': 'Say how you know that the mailbox works again. Nothing was lifted.',
} as const;

/** The suppression list. */
export function suppressionRoutes(deps: WebDeps): Hono<DeskEnv> {
  const routes = new Hono<DeskEnv>();
  const { audience } = deps.desk;

  routes.get('/desk/audience/suppressions', async context => {
    const id = wholeNumber(context.req.query('reader'));
    const person = id === null ? null : await audience.person(id);
    return listPage(deps, context, {
      typed: { email: person?.subscriber.email ?? '', reason: '' },
      note: doneWords(NOTES, context.req.query('done')),
    });
  });
  routes.post('/desk/audience/suppressions', async context => {
    const form = await readDeskForm(context);
    const typed = { email: form.one('email')?.trim() ?? '', reason: form.one('reason')?.trim() ?? '' };
    const outcome = typed.reason === '' ? 'no reason' : await audience.suppress(context.get('editor'), typed);
    if (outcome === 'suppressed') return context.redirect('/desk/audience/suppressions?done=suppressed', 303);
    return listPage(deps, context, { typed, problem: PROBLEMS[outcome] });
  });

  routes.get('/desk/audience/suppressions/:hash', async context => {
    const line = await audience.suppression(context.req.param('hash'));
    if (!line) return unlisted(deps, context);
    const page = <LiftPage deps={deps} editor={context.get('editor')} line={line} />;
    return context.html(printed(page), 200, DESK_ANSWER);
  });
  routes.get('/desk/audience/suppressions/:hash/reader', async context => {
    const line = await audience.suppression(context.req.param('hash'));
    if (!line) return unlisted(deps, context);
    const readerId = (await audience.address(line.email))?.readerId ?? null;
    return readerId === null
      ? unsubscribed(deps, context, line.hash)
      : context.redirect(`/desk/audience/readers/${readerId}`, 303);
  });
  routes.post('/desk/audience/suppressions/:hash', async context => {
    const editor = context.get('editor');
    const hash = context.req.param('hash');
    const reason = (await readDeskForm(context)).one('reason') ?? '';
    const outcome = await audience.lift(editor, { hash, reason });
    if (outcome === 'lifted') return context.redirect('/desk/audience/suppressions?done=lifted', 303);
    const line = outcome === 'unknown' ? null : await audience.suppression(hash);
    if (!line) return unlisted(deps, context);
    const problem = outcome === 'needs a reason' ? PROBLEMS[outcome] : 'A complaint is never lifted.';
    const page = <LiftPage deps={deps} editor={editor} line={line} problem={problem} />;
    return context.html(printed(page), outcome === 'complaint' ? 409 : 422, DESK_ANSWER);
  });
  return routes;
}

async function listPage(
  deps: WebDeps,
  context: DeskContext,
  said: {
    readonly typed: { readonly email: string; readonly reason: string };
    readonly note?: string;
    readonly problem?: string;
  },
) {
  const text = searchText(context);
  const reason = listedReason(context.req.query('reason'));
  const after = placeIn(context.req.query('after') ?? '');
  const found = await deps.desk.audience.suppressions({ text, reason, after });
  const page = (
    <SuppressionsPage
      deps={deps}
      editor={context.get('editor')}
      text={text}
      reason={reason}
      found={found}
      {...said}
    />
  );
  return context.html(printed(page), said.problem === undefined ? 200 : 422, DESK_ANSWER);
}

function listedReason(text: string | undefined): SuppressionReasonListed | null {
  return text === 'hard_bounce' || text === 'complaint' || text === 'manual' ? text : null;
}

function placeIn(text: string): { readonly createdAt: number; readonly hash: string } | null {
  const [, createdAt = '', hash = ''] = /^(\d{1,15})\.([\w-]{1,64})$/.exec(text) ?? [];
  return hash === '' ? null : { createdAt: Number(createdAt), hash };
}

function unsubscribed(deps: WebDeps, context: DeskContext, hash: string) {
  const page = (
    <Notice deps={deps} status="404" title="Nobody is subscribed under this address.">
      {'It is on the list all the same. '}
      <a href={`/desk/audience/suppressions/${hash}`}>Look at its line</a>
      {' or at '}
      <a href="/desk/audience/suppressions">the suppression list</a>
    </Notice>
  );
  return context.html(printed(page), 404, DESK_ANSWER);
}

function unlisted(deps: WebDeps, context: DeskContext) {
  const page = (
    <Notice deps={deps} status="404" title="This address is not on the list.">
      {'It may have been lifted since. '}
      <a href="/desk/audience/suppressions">The suppression list</a>
    </Notice>
  );
  return context.html(printed(page), 404, DESK_ANSWER);
}

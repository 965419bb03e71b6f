import { Hono } from 'hono';
import type { Issue } from '../../issue/issue.ts';
import type { PublicRoom } from '../../newsroom/public-room.ts';
import type { DeskContext, DeskEnv } from '../desk-env.ts';
import { readDeskForm } from '../desk-form.ts';
import { doneWords } from '../done-words.ts';
import { onIssue } from '../no-such-issue.tsx';
import { deskPage } from '../visit.tsx';
import { LinksPage, type TypedLink } from './links-page.tsx';
import { mendLink, namedLinks } from './mend-link.ts';

const DONE = {
  mended: 'The link leads there now, in every mail.',
  same: 'It leads there already.',
};

/** Where the links of an issue that is out lead, and letting them lead elsewhere. */
export function linkRoutes(room: PublicRoom): Hono<DeskEnv> {
  const routes = new Hono<DeskEnv>();
  const path = '/desk/issues/:week/links';
  routes.get(path, onIssue(room, showLinks));
  routes.post(path, onIssue(room, mend));
  return routes;
}

interface Said {
  readonly typed?: TypedLink;
  readonly problem?: string;
  readonly status?: 409 | 422;
}

async function showLinks(room: PublicRoom, context: DeskContext, issue: Issue, said: Said = {}) {
  const links = await namedLinks(room, issue);
  // Nothing is done by a form that was refused.
  const note = said.status === undefined ? doneWords(DONE, context.req.query('done')) : '';
  const page = (
    <LinksPage issue={issue} links={links} typed={said.typed} note={note} problem={said.problem} />
  );
  return deskPage(room, context, page, said.status);
}

async function mend(room: PublicRoom, context: DeskContext, issue: Issue): Promise<Response> {
  const fields = await readDeskForm(context);
  const field = (name: string) => (fields.one(name) ?? '').trim();
  const request = {
    by: context.get('editor').email,
    tool: field('tool'),
    from: field('from'),
    to: field('to'),
  };
  const outcome = await mendLink(room, issue.week, request);
  const answer = (said: Said) => showLinks(room, context, issue, said);
  const typed = (fault: string) => ({ tool: request.tool, to: request.to, fault });
  switch (outcome.kind) {
    case 'mended':
    case 'same':
      return context.redirect(`/desk/issues/${issue.week}/links?done=${outcome.kind}`, 303);
    case 'fault':
      return answer({ typed: typed(outcome.fault), problem: 'The link was not changed.', status: 422 });
    case 'stale':
      return answer({
        typed: typed('See where it leads now, then send this again if it is still right.'),
        problem: `Somebody else has changed this link meanwhile: it leads to ${outcome.target} now. What you typed is still in the field.`,
        status: 409,
      });
    case 'refused':
      return answer({ problem: `${outcome.why} ${outcome.fix}`, status: 409 });
  }
}

import { Hono } from 'hono';
import { Notice } from '../../web/notice.tsx';
import { printed } from '../../web/printed.ts';
import type { WebDeps } from '../../web/web-deps.ts';
import { DESK_ANSWER, type DeskContext, type DeskEnv } from '../desk-env.ts';
import { readDeskForm } from '../desk-form.ts';
import { doneWords } from '../done-words.ts';
import { wholeNumber } from '../whole-number.ts';
import { EraseReaderPage } from './erase-reader-page.tsx';
import type { Person } from './person.ts';
import { PersonPage } from './person-page.tsx';

const NOTES = {
  asked: 'The confirmation mail is queued.',
  unsubscribed: 'They are unsubscribed, and no further issue goes to them.',
  erased: 'They are erased. Only a number, dates and a keyed hash are left.',
  waiting:
    'They are erased, but for a mail that is being handed over right now: that part follows as soon as it has settled.',
};

const PROBLEMS: Readonly<Record<string, string>> = {
  capped:
    'No mail was queued: this address had one within a day or three in all, or its domain gets as many as it may in an hour.',
  'not pending': 'No mail was queued: they are not waiting to confirm any more.',
  already: 'They had left already; nothing was changed.',
};

/** One subscriber's page and what an editor does there. */
export function personRoutes(deps: WebDeps): Hono<DeskEnv> {
  const routes = new Hono<DeskEnv>();
  const { audience } = deps.desk;

  routes.get('/desk/audience/readers/:id', async context => {
    const person = await personAt(deps, context);
    if (!person) return nobody(deps, context);
    const note = doneWords(NOTES, context.req.query('done'));
    const page = <PersonPage deps={deps} editor={context.get('editor')} person={person} note={note} />;
    return context.html(printed(page), 200, DESK_ANSWER);
  });
  routes.post('/desk/audience/readers/:id', async context => {
    const person = await personAt(deps, context);
    if (!person) return nobody(deps, context);
    const editor = context.get('editor');
    const { id } = person.subscriber;
    const act = (await readDeskForm(context)).one('act');
    const outcome =
      act === 'ask'
        ? await audience.askAgain(editor, id)
        : act === 'unsubscribe'
          ? await audience.unsubscribe(editor, id)
          : 'unknown';
    if (outcome === 'queued') return context.redirect(`/desk/audience/readers/${id}?done=asked`, 303);
    if (outcome === 'unsubscribed')
      return context.redirect(`/desk/audience/readers/${id}?done=unsubscribed`, 303);
    const problem = PROBLEMS[outcome] ?? 'Nothing was done: the page did not say what.';
    const page = <PersonPage deps={deps} editor={editor} person={person} problem={problem} />;
    return context.html(printed(page), 409, DESK_ANSWER);
  });

  routes.get('/desk/audience/readers/:id/erase', async context => {
    const person = await personAt(deps, context);
    if (!person || person.subscriber.state === 'erased') return nobody(deps, context);
    const page = <EraseReaderPage deps={deps} editor={context.get('editor')} person={person} />;
    return context.html(printed(page), 200, DESK_ANSWER);
  });
  routes.post('/desk/audience/readers/:id/erase', async context => {
    const person = await personAt(deps, context);
    if (!person || person.subscriber.state === 'erased') return nobody(deps, context);
    const editor = context.get('editor');
    const { id } = person.subscriber;
    if ((await readDeskForm(context)).one('number')?.trim() !== String(id)) {
      const problem = `Nothing was erased: type ${id}, the number of this reader.`;
      const page = <EraseReaderPage deps={deps} editor={editor} person={person} problem={problem} />;
      return context.html(printed(page), 422, DESK_ANSWER);
    }
    const outcome = await audience.erase(editor, id);
    return context.redirect(
      `/desk/audience/readers/${id}?done=${outcome === 'waiting' ? 'waiting' : 'erased'}`,
      303,
    );
  });
  return routes;
}

async function personAt(deps: WebDeps, context: DeskContext): Promise<Person | null> {
  const id = wholeNumber(context.req.param('id'));
  return id === null ? null : deps.desk.audience.person(id);
}

function nobody(deps: WebDeps, context: DeskContext) {
  const page = (
    <Notice deps={deps} status="404" title="No reader has this number.">
      {'Or they were erased. '}
      <a href="/desk/audience/readers">Find a reader</a>
    </Notice>
  );
  return context.html(printed(page), 404, DESK_ANSWER);
}

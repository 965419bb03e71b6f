import { Hono } from 'hono';
import { type Person, readPerson } from '../../newsroom/audience/person.ts';
import { erasePerson, unsubscribeOnRequest } from '../../newsroom/audience/person-acts.ts';
import type { PublicRoom } from '../../newsroom/public-room.ts';
import { Notice } from '../../web/notice.tsx';
import type { DeskContext, DeskEnv } from '../desk-env.ts';
import { readDeskForm } from '../desk-form.ts';
import { doneWords } from '../done-words.ts';
import { deskPage } from '../visit.tsx';
import { wholeNumber } from '../whole-number.ts';
import { askAgain } from './ask-again.ts';
import { EraseReaderPage } from './erase-reader-page.tsx';
import { PersonPage } from './person-page.tsx';

const NOTES = {
  asked: 'The confirmation mail is queued.',
  unsubscribed: 'They are unsubscribed, and no further issue goes to them.',
  erased: 'They are erased. Only a number, dates and a keyed hash are left.',
  waiting:
    'They are erased, except for a mail that is being handed over right now: that follows as soon as it has settled.',
};

const PROBLEMS: Readonly<Record<string, string>> = {
  capped:
    'No mail was queued: this address has had one in the last day or three in all, or its domain has had as many as it may in an hour.',
  'not pending': 'No mail was queued: they are not waiting to confirm any more.',
  already: 'They had left already; nothing was changed.',
};

const PERSON = '/desk/audience/readers/:id';

/** One subscriber's page and what an editor does there. */
export function personRoutes(room: PublicRoom): Hono<DeskEnv> {
  const routes = new Hono<DeskEnv>();
  routes.get(PERSON, context =>
    withPerson(room, context, person => {
      const note = doneWords(NOTES, context.req.query('done'));
      return deskPage(room, context, <PersonPage person={person} note={note} />);
    }),
  );
  routes.post(PERSON, context => withPerson(room, context, person => actOn(room, context, person)));
  routes.get(`${PERSON}/erase`, context =>
    withLiving(room, context, person => deskPage(room, context, <EraseReaderPage person={person} />)),
  );
  routes.post(`${PERSON}/erase`, context =>
    withLiving(room, context, person => eraseNamed(room, context, person)),
  );
  return routes;
}

type PersonAnswer = (person: Person) => Response | Promise<Response>;

/** Answers about the subscriber in the address, or that there is none. */
async function withPerson(room: PublicRoom, context: DeskContext, answer: PersonAnswer): Promise<Response> {
  const id = wholeNumber(context.req.param('id'));
  const person = id === null ? null : await readPerson(room, id);
  return person === null ? nobody(room, context) : answer(person);
}

/** The same for somebody of whom there is still something to erase. */
function withLiving(room: PublicRoom, context: DeskContext, answer: PersonAnswer): Promise<Response> {
  return withPerson(room, context, person =>
    person.subscriber.state === 'erased' ? nobody(room, context) : answer(person),
  );
}

async function actOn(room: PublicRoom, context: DeskContext, person: Person): Promise<Response> {
  const editor = context.get('editor');
  const { id } = person.subscriber;
  const act = (await readDeskForm(context)).one('act');
  const outcome =
    act === 'ask'
      ? await askAgain(room, editor, id)
      : act === 'unsubscribe'
        ? await unsubscribeOnRequest(room, { who: editor.email, through: 'desk' }, id)
        : 'unknown';
  if (outcome === 'queued') return done(context, id, 'asked');
  if (outcome === 'unsubscribed') return done(context, id, outcome);
  const problem = PROBLEMS[outcome] ?? 'Nothing was done: the page did not say what.';
  return deskPage(room, context, <PersonPage person={person} problem={problem} />, 409);
}

async function eraseNamed(room: PublicRoom, context: DeskContext, person: Person): Promise<Response> {
  const { id } = person.subscriber;
  if ((await readDeskForm(context)).one('number')?.trim() !== String(id)) {
    const problem = `Nothing was erased: type ${id}, the number of this reader.`;
    return deskPage(room, context, <EraseReaderPage person={person} problem={problem} />, 422);
  }
  const outcome = await erasePerson(room, context.get('editor').email, id);
  return done(context, id, outcome === 'waiting' ? outcome : 'erased');
}

function done(context: DeskContext, id: number, what: keyof typeof NOTES): Response {
  return context.redirect(`/desk/audience/readers/${id}?done=${what}`, 303);
}

function nobody(room: PublicRoom, context: DeskContext): Promise<Response> {
  const page = (
    <Notice status="404" title="No reader has this number.">
      {'They may have been erased. '}
      <a href="/desk/audience/readers">Find a reader</a>
    </Notice>
  );
  return deskPage(room, context, page, 404);
}

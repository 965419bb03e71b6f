import { type Context, Hono } from 'hono';
import type { ReactElement } from 'react';
import { judgeAddress } from '../../audience/address.ts';
import type { PublicRoom } from '../../newsroom/public-room.ts';
import { Notice } from '../../web/notice.tsx';
import { Page } from '../../web/page.tsx';
import { printed } from '../../web/printed.tsx';
import { usePublication } from '../../web/publication.tsx';
import { FRAMED_PAGE, PAGE_WITH_FORM } from '../../web/security-headers.ts';
import { useWords } from '../../web/use-words.ts';
import type { WebEnv } from '../../web/web-env.ts';
import type { Words } from '../../words/words.ts';
import { askToSubscribe, offerChallenge } from './ask-to-subscribe.ts';
import { FormHead } from './form-head.tsx';
import { formLimit } from './form-limit.ts';
import { Framed } from './framed.tsx';
import { printedForm } from './printed-form.ts';
import { type BodyReading, readSignupForm, readSignupJson } from './signup-body.ts';
import { SignupForm } from './signup-form.tsx';
import { visitorOf } from './visitor.ts';

const PATH = '/subscribe';
const DONE_PATH = '/subscribed';
const FRAMED_DONE_PATH = '/embed/subscribed';
const NOT_KEPT = { 'Cache-Control': 'no-store' };

/**
 * Signing up, by form and by JSON. Whoever sends an address in order gets one answer, whatever is known of it: nothing is
 * looked up and nothing is mailed while they wait. Other sites' pages may post here, so there is no Origin check.
 */
export function signupPages(room: PublicRoom): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.get(PATH, context =>
    context.html(printedForm(room, <SubscribePage />), 200, {
      'Cache-Control': 'no-cache',
      'Content-Security-Policy': PAGE_WITH_FORM,
    }),
  );
  routes.post(PATH, formLimit(room.publication.style.words), context =>
    isJson(context) ? answerJson(context, room) : answerForm(context, room),
  );
  routes.get('/subscribe/challenge', async context => {
    const { network } = visitorOf(context, room.settings.TRUST_PROXY);
    const challenge = await offerChallenge(room, network);
    if (challenge === null) return context.body(null, 204, NOT_KEPT);
    return context.json(challenge, 200, NOT_KEPT);
  });
  routes.get(DONE_PATH, context =>
    context.html(printed(room.publication, <AskedPage />), 200, {
      'Cache-Control': 'public, max-age=3600',
    }),
  );
  return routes;
}

function isJson(context: Context): boolean {
  return /^application\/json\s*(?:;|$)/i.test(context.req.header('content-type') ?? '');
}

async function answerForm(context: Context<WebEnv>, room: PublicRoom): Promise<Response> {
  const { words } = room.publication.style;
  const reading = askedAgain(await readSignupForm(context, words), words);
  const isFramed = context.req.query('framed') !== undefined;
  if (reading.kind === 'bad') {
    return context.html(printedForm(room, formAgain(reading, isFramed, words)), 400, {
      ...NOT_KEPT,
      'Content-Security-Policy': isFramed ? FRAMED_PAGE : PAGE_WITH_FORM,
    });
  }
  await askToSubscribe(room, {
    ...reading.signup,
    visitor: visitorOf(context, room.settings.TRUST_PROXY),
  });
  context.header('Cache-Control', 'no-store');
  return context.redirect(isFramed ? FRAMED_DONE_PATH : DONE_PATH, 303);
}

async function answerJson(context: Context<WebEnv>, room: PublicRoom): Promise<Response> {
  const reading = await readSignupJson(context, room.publication.style.words);
  if (reading.kind === 'bad') {
    const { problems, hint } = reading;
    return context.json({ status: 'invalid', problems, ...(hint !== null && { hint }) }, 400, NOT_KEPT);
  }
  const { signup, hint } = reading;
  const visitor = visitorOf(context, room.settings.TRUST_PROXY);
  const challenge = await askToSubscribe(room, { ...signup, visitor });
  return context.json(
    { status: 'accepted', ...(hint !== null && { hint }), ...(challenge !== null && { challenge }) },
    202,
    NOT_KEPT,
  );
}

/** An address that looks mistyped comes back once, with what may have been meant; sent again as it is, it is taken. */
function askedAgain(reading: BodyReading, words: Words): BodyReading {
  if (reading.kind === 'bad' || reading.hint === null || reading.insisted) return reading;
  const { typed, hint } = reading;
  const problems = { email: words.say('readers.signup.once-more', { address: typed.email.trim() }) };
  return { kind: 'bad', typed, problems, hint };
}

function formAgain(
  { typed, problems, hint }: Extract<BodyReading, { kind: 'bad' }>,
  isFramed: boolean,
  words: Words,
): ReactElement {
  const isOnlyAsked =
    hint !== null && judgeAddress(typed.email).kind === 'ok' && Object.keys(problems).length === 1;
  const form = (
    <SignupForm
      source={isFramed ? 'iframe' : 'page'}
      // A hint alone asks; nothing is wrong yet.
      heading={words.say(isOnlyAsked ? 'readers.signup.asked-about' : 'readers.signup.wrong')}
      level={1}
      typed={typed}
      problems={problems}
      hint={hint}
    />
  );
  if (isFramed) return <Framed title={words.say('readers.signup.title')}>{form}</Framed>;
  return (
    <Page
      title={words.say('readers.signup.title')}
      aside={words.say('readers.subscription')}
      head={<FormHead />}
    >
      {form}
    </Page>
  );
}

function SubscribePage() {
  const { compared } = usePublication().style;
  const words = useWords();
  return (
    <Page
      title={words.say('readers.signup.title')}
      aside={words.say('readers.subscription')}
      indexed
      head={<FormHead />}
    >
      <SignupForm source="page" level={1} lead={words.say('readers.signup.lead', { many: compared.many })} />
    </Page>
  );
}

function AskedPage() {
  const words = useWords();
  return (
    <Notice status={words.say('readers.subscription')} title={words.say('readers.signup.asked.title')}>
      {words.say('readers.signup.asked.text')}
    </Notice>
  );
}

import { type Context, Hono } from 'hono';

import type { ReactElement } from 'react';
import { Notice } from '../../web/notice.tsx';
import { Page } from '../../web/page.tsx';
import { printed } from '../../web/printed.ts';
import { FRAMED_PAGE, PAGE_WITH_FORM } from '../../web/security-headers.ts';
import type { WebDeps } from '../../web/web-deps.ts';
import type { WebEnv } from '../../web/web-env.ts';
import { ASKED } from './asked.ts';
import { FormHead } from './form-head.tsx';
import { formLimit } from './form-limit.ts';
import { Framed } from './framed.tsx';
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
export function signupPages(deps: WebDeps): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.get(PATH, context =>
    context.html(printed(<SubscribePage deps={deps} />), 200, {
      'Cache-Control': 'no-cache',
      'Content-Security-Policy': PAGE_WITH_FORM,
    }),
  );
  routes.post(PATH, formLimit(), context =>
    isJson(context) ? answerJson(context, deps) : answerForm(context, deps),
  );
  routes.get('/subscribe/challenge', async context => {
    const { network } = visitorOf(context, deps.signup.trustedProxies);
    const challenge = await deps.signup.offerChallenge(network);
    if (challenge === null) return context.body(null, 204, NOT_KEPT);
    return context.json(challenge, 200, NOT_KEPT);
  });
  routes.get(DONE_PATH, context =>
    context.html(printed(<AskedPage deps={deps} />), 200, {
      'Cache-Control': 'public, max-age=3600',
    }),
  );
  return routes;
}

function isJson(context: Context): boolean {
  return /^application\/json\s*(?:;|$)/i.test(context.req.header('content-type') ?? '');
}

async function answerForm(context: Context<WebEnv>, deps: WebDeps): Promise<Response> {
  const reading = await readSignupForm(context);
  const isFramed = context.req.query('framed') !== undefined;
  if (reading.kind === 'bad') {
    return context.html(printed(formAgain(deps, reading, isFramed)), 400, {
      ...NOT_KEPT,
      'Content-Security-Policy': isFramed ? FRAMED_PAGE : PAGE_WITH_FORM,
    });
  }
  await deps.signup.subscribe({
    ...reading.signup,
    visitor: visitorOf(context, deps.signup.trustedProxies),
  });
  context.header('Cache-Control', 'no-store');
  return context.redirect(isFramed ? FRAMED_DONE_PATH : DONE_PATH, 303);
}

async function answerJson(context: Context<WebEnv>, deps: WebDeps): Promise<Response> {
  const reading = await readSignupJson(context);
  if (reading.kind === 'bad') {
    const { problems, hint } = reading;
    return context.json({ status: 'invalid', problems, ...(hint !== null && { hint }) }, 400, NOT_KEPT);
  }
  const { signup, hint } = reading;
  const visitor = visitorOf(context, deps.signup.trustedProxies);
  const challenge = await deps.signup.subscribe({ ...signup, visitor });
  return context.json(
    { status: 'accepted', ...(hint !== null && { hint }), ...(challenge !== null && { challenge }) },
    202,
    NOT_KEPT,
  );
}

function formAgain(
  deps: WebDeps,
  { typed, problems, hint }: Extract<BodyReading, { kind: 'bad' }>,
  isFramed: boolean,
): ReactElement {
  const form = (
    <SignupForm
      deps={deps}
      source={isFramed ? 'iframe' : 'page'}
      heading="Something is not right yet"
      level={1}
      typed={typed}
      problems={problems}
      hint={hint}
    />
  );
  if (isFramed) return <Framed title="Subscribe">{form}</Framed>;
  return (
    <Page deps={deps} title="Subscribe" aside="Subscription" head={<FormHead />}>
      {form}
    </Page>
  );
}

function SubscribePage({ deps }: { readonly deps: WebDeps }) {
  return (
    <Page deps={deps} title="Subscribe" aside="Subscription" indexed head={<FormHead />}>
      <SignupForm
        deps={deps}
        source="page"
        level={1}
        lead="Two AI tools of a kind, a panel that would ship or skip each, and which one to pick for what: a mail of two minutes, once a week."
      />
    </Page>
  );
}

function AskedPage({ deps }: { readonly deps: WebDeps }) {
  return (
    <Notice deps={deps} status="Subscription" title={ASKED.title}>
      {ASKED.text}
    </Notice>
  );
}

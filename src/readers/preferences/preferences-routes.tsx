import { type Context, Hono } from 'hono';
import { type FormFields, readForm } from '../../web/form-fields.ts';
import { Notice } from '../../web/notice.tsx';
import { printed } from '../../web/printed.ts';
import { TestLinkPage } from '../../web/test-link-page.tsx';
import { TOKEN_PAGE } from '../../web/token-page.ts';
import type { WebDeps } from '../../web/web-deps.ts';
import type { WebEnv } from '../../web/web-env.ts';
import { ErasePage } from './erase-page.tsx';
import type { PersonalData } from './personal-data.ts';
import type { Preferences, PreferencesForm, SaveOutcome } from './preferences.ts';
import { PreferencesPage, type ShownForm } from './preferences-page.tsx';

/** What the preferences pages need. Every token that opens nothing gets the same: null or `unknown`. */
export interface PreferencesDeps {
  /** The catalogue's, in the order they are offered. */
  categories(): Promise<readonly string[]>;
  read(token: string): Promise<Preferences | null>;
  save(token: string, form: PreferencesForm): Promise<SaveOutcome>;
  personalData(token: string): Promise<PersonalData | null>;
  erase(token: string): Promise<'erased' | 'waiting' | 'unknown'>;
  /** The unsubscribe link's token for whoever holds a preferences link. */
  unsubscribeToken(token: string): string;
}

const PATH = '/preferences/:token';

/** A reader's own page: name, zone, interests, pause; a copy of their data; being forgotten. GET changes nothing. */
export function preferencesRoutes(deps: WebDeps): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.on(['GET', 'POST'], PATH, async (context, next) => {
    if (!deps.isTestLink('preferences', context.req.param('token') ?? '')) return next();
    const page = (
      <TestLinkPage deps={deps} does="opens their preferences: name, time zone, interests, a pause" />
    );
    return context.html(printed(page), 200, TOKEN_PAGE);
  });
  routes.get(PATH, async context => {
    const preferences = await deps.preferences.read(context.req.param('token'));
    return preferences ? answer(context, deps, shownOf(preferences)) : nothingHere(context, deps);
  });
  routes.post(PATH, async context => {
    const token = context.req.param('token');
    const fields = await readForm(context);
    switch (fields.one('action') ?? 'save') {
      case 'save':
        return save(context, deps, { token, fields });
      case 'export':
        return download(context, deps, token);
      case 'erase':
        return erase(context, deps, { token, confirmed: fields.one('confirm') === 'erase' });
      default:
        return unknownAction(context, deps, token);
    }
  });
  return routes;
}

type Ctx = Context<WebEnv>;

async function save(
  context: Ctx,
  deps: WebDeps,
  { token, fields }: { readonly token: string; readonly fields: FormFields },
): Promise<Response> {
  const form = {
    name: fields.one('name'),
    timezone: fields.one('timezone'),
    interests: fields.all('interests'),
    pauseWeeks: fields.one('pauseWeeks'),
  };
  const outcome = await deps.preferences.save(token, form);
  if (outcome.kind === 'unknown') return nothingHere(context, deps);
  if (outcome.kind === 'saved') return answer(context, deps, shownOf(outcome.preferences, 'Saved.'));
  const { preferences, problems } = outcome;
  const shown: ShownForm = {
    ...shownOf(preferences),
    name: form.name ?? preferences.name,
    timezone: form.timezone ?? preferences.timezone,
    interests: form.interests?.filter(interest => interest !== '') ?? preferences.interests,
    pauseWeeks: form.pauseWeeks ?? String(preferences.pauseWeeks),
    problems,
  };
  return answer(context, deps, shown, 400);
}

async function download(context: Ctx, deps: WebDeps, token: string): Promise<Response> {
  const data = await deps.preferences.personalData(token);
  if (!data) return nothingHere(context, deps);
  return context.body(`${JSON.stringify(data, null, 2)}\n`, 200, {
    ...TOKEN_PAGE,
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Disposition': 'attachment; filename="my-newsletter-data.json"',
  });
}

async function erase(
  context: Ctx,
  deps: WebDeps,
  { token, confirmed }: { readonly token: string; readonly confirmed: boolean },
): Promise<Response> {
  if (!confirmed) {
    const preferences = await deps.preferences.read(token);
    if (!preferences) return nothingHere(context, deps);
    return context.html(printed(<ErasePage deps={deps} email={preferences.email} />), 200, TOKEN_PAGE);
  }
  const outcome = await deps.preferences.erase(token);
  if (outcome === 'unknown') return nothingHere(context, deps);
  const page = (
    <Notice deps={deps} status="Your data" title="You are forgotten.">
      {outcome === 'waiting'
        ? 'An issue is being handed over to you this minute and may still arrive; what it needs is erased once it has left. Everything else is gone already.'
        : 'Your address, name and choices are erased, and the links in your mails open nothing any more.'}
    </Notice>
  );
  return context.html(printed(page), 200, TOKEN_PAGE);
}

async function unknownAction(context: Ctx, deps: WebDeps, token: string): Promise<Response> {
  const preferences = await deps.preferences.read(token);
  if (!preferences) return nothingHere(context, deps);
  const note = 'Nothing was changed: the form asked for something this page cannot do.';
  return answer(context, deps, shownOf(preferences, note), 400);
}

/** Forged, of nobody, of somebody erased: the same words, whoever asks and how. */
function nothingHere(context: Ctx, deps: WebDeps): Response | Promise<Response> {
  const page = (
    <Notice deps={deps} status="404" title="This link opens nothing.">
      {'It may be cut short by a mail client: use the Preferences link at the foot of the newest issue. '}
      <a href="/">Go to the latest issue</a>
    </Notice>
  );
  return context.html(printed(page), 404, TOKEN_PAGE);
}

async function answer(
  context: Ctx,
  deps: WebDeps,
  form: ShownForm,
  status: 200 | 400 = 200,
): Promise<Response> {
  const page = (
    <PreferencesPage
      deps={deps}
      form={form}
      categories={await deps.preferences.categories()}
      unsubscribe={`/unsubscribe/${deps.preferences.unsubscribeToken(context.req.param('token') ?? '')}`}
    />
  );
  return context.html(printed(page), status, TOKEN_PAGE);
}

function shownOf(stored: Preferences, note = ''): ShownForm {
  const { name, timezone, interests, pauseWeeks } = stored;
  return { stored, name, timezone, interests, pauseWeeks: String(pauseWeeks), problems: {}, note };
}

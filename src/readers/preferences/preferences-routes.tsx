import { type Context, Hono } from 'hono';
import { bareToken } from '../../audience/bare-token.ts';
import type { PublicRoom } from '../../newsroom/public-room.ts';
import { type FormFields, readForm } from '../../web/form-fields.ts';
import { Notice } from '../../web/notice.tsx';
import { printed } from '../../web/printed.tsx';
import { TestLinkPage } from '../../web/test-link-page.tsx';
import { TOKEN_PAGE } from '../../web/token-page.ts';
import type { WebEnv } from '../../web/web-env.ts';
import { LostLinkPage } from '../lost-link-page.tsx';
import { isTestLink, unsubscribeTokenFor } from '../token-reader.ts';
import { categories } from './categories.ts';
import { ErasePage } from './erase-page.tsx';
import { forget } from './forget.ts';
import { personalData } from './personal-data.ts';
import { type Preferences, readPreferences, savePreferences } from './preferences.ts';
import { PreferencesPage, type ShownForm } from './preferences-page.tsx';

const PATH = '/preferences/:token{[\\s\\S]+}';

/** A reader's own page: name, zone, interests, pause; a copy of their data; being forgotten. GET changes nothing. */
export function preferencesRoutes(room: PublicRoom): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.on(['GET', 'POST'], PATH, async (context, next) => {
    if (!isTestLink(room, 'preferences', tokenOf(context))) return next();
    const page = <TestLinkPage does="preferences" />;
    return context.html(printed(room.publication, page), 200, TOKEN_PAGE);
  });
  routes.get(PATH, async context => {
    const preferences = await readPreferences(room, tokenOf(context));
    return preferences ? answer(context, room, shownOf(preferences)) : nothingHere(context, room);
  });
  routes.post(PATH, async context => {
    const token = tokenOf(context);
    const fields = await readForm(context);
    switch (fields.one('action') ?? 'save') {
      case 'save':
        return save(context, room, { token, fields });
      case 'export':
        return download(context, room, token);
      case 'erase':
        return erase(context, room, { token, confirmed: fields.one('confirm') === 'erase' });
      default:
        return unknownAction(context, room, token);
    }
  });
  return routes;
}

type Ctx = Context<WebEnv>;

function tokenOf(context: Ctx): string {
  return bareToken(context.req.param('token') ?? '');
}

async function save(
  context: Ctx,
  room: PublicRoom,
  { token, fields }: { readonly token: string; readonly fields: FormFields },
): Promise<Response> {
  const form = {
    name: fields.one('name'),
    timezone: fields.one('timezone'),
    interests: fields.all('interests'),
    pauseWeeks: fields.one('pauseWeeks'),
  };
  const outcome = await savePreferences(room, token, form, await categories(room));
  if (outcome.kind === 'unknown') return nothingHere(context, room);
  if (outcome.kind === 'saved')
    return answer(
      context,
      room,
      shownOf(outcome.preferences, room.publication.style.words.say('readers.preferences.saved')),
    );
  const { preferences, problems } = outcome;
  const shown: ShownForm = {
    ...shownOf(preferences),
    name: form.name ?? preferences.name,
    timezone: form.timezone ?? preferences.timezone,
    interests: form.interests?.filter(interest => interest !== '') ?? preferences.interests,
    pauseWeeks: form.pauseWeeks ?? String(preferences.pauseWeeks),
    problems,
  };
  return answer(context, room, shown, 400);
}

async function download(context: Ctx, room: PublicRoom, token: string): Promise<Response> {
  const data = await personalData(room, token);
  if (!data) return nothingHere(context, room);
  return context.body(`${JSON.stringify(data, null, 2)}\n`, 200, {
    ...TOKEN_PAGE,
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Disposition': attached(`${room.publication.style.words.say('readers.data.file')}.json`),
  });
}

/** A name with other letters than ASCII is written as RFC 6266 has it. */
function attached(file: string): string {
  return /^[\w. -]+$/.test(file)
    ? `attachment; filename="${file}"`
    : `attachment; filename="data.json"; filename*=UTF-8''${encodeURIComponent(file)}`;
}

async function erase(
  context: Ctx,
  room: PublicRoom,
  { token, confirmed }: { readonly token: string; readonly confirmed: boolean },
): Promise<Response> {
  if (!confirmed) {
    const preferences = await readPreferences(room, token);
    if (!preferences) return nothingHere(context, room);
    return context.html(printed(room.publication, <ErasePage email={preferences.email} />), 200, TOKEN_PAGE);
  }
  const outcome = await forget(room, token);
  if (outcome === 'unknown') return nothingHere(context, room);
  const { words } = room.publication.style;
  const page = (
    <Notice status={words.say('readers.preferences.data')} title={words.say('readers.erase.done.title')}>
      {words.say(outcome === 'waiting' ? 'readers.erase.waiting.text' : 'readers.erase.done.text')}
    </Notice>
  );
  return context.html(printed(room.publication, page), 200, TOKEN_PAGE);
}

async function unknownAction(context: Ctx, room: PublicRoom, token: string): Promise<Response> {
  const preferences = await readPreferences(room, token);
  if (!preferences) return nothingHere(context, room);
  const note = room.publication.style.words.say('readers.preferences.unknown-act');
  return answer(context, room, shownOf(preferences, note), 400);
}

/** Forged, of nobody, of somebody erased: the same words, whoever asks and how. */
function nothingHere(context: Ctx, room: PublicRoom): Response | Promise<Response> {
  const { words } = room.publication.style;
  const page = (
    <LostLinkPage status="404" title={words.say('readers.preferences.dead.title')}>
      {words.say('readers.preferences.dead.text')}
    </LostLinkPage>
  );
  return context.html(printed(room.publication, page), 404, TOKEN_PAGE);
}

async function answer(
  context: Ctx,
  room: PublicRoom,
  form: ShownForm,
  status: 200 | 400 = 200,
): Promise<Response> {
  const page = (
    <PreferencesPage
      form={form}
      categories={await categories(room)}
      now={room.now()}
      unsubscribe={`/unsubscribe/${unsubscribeTokenFor(room, tokenOf(context))}`}
    />
  );
  return context.html(printed(room.publication, page), status, TOKEN_PAGE);
}

function shownOf(stored: Preferences, note = ''): ShownForm {
  const { name, timezone, interests, pauseWeeks } = stored;
  return { stored, name, timezone, interests, pauseWeeks: String(pauseWeeks), problems: {}, note };
}

import type { Hono } from 'hono';
import { createWebApp } from '../../src/app.ts';
import type { Mailer } from '../../src/delivery/mailers/mailer.ts';
import { answerSignIns } from '../../src/desk/door/answer-sign-ins.ts';
import type { NameServer } from '../../src/machine/name-server.ts';
import { submitDueSingleMails } from '../../src/newsroom/single-mails.ts';
import type { Store } from '../../src/storage/database.ts';
import type { WebEnv } from '../../src/web/web-env.ts';
import { type FixedClock, fixedClock } from './clock.ts';
import { openTestApp, type TestApp } from './newsroom.ts';

export const EDITOR = 'editor@example.com';
const AGENT = 'Mozilla/5.0 (X11; Linux x86_64) Desk/1.0';

type Fields = Record<string, string> | [string, string][] | FormData;

/** One browser: keeps its cookies and says its name. */
export interface DeskBrowser {
  get(path: string): Promise<Response>;
  post(path: string, fields?: Fields, headers?: Record<string, string>): Promise<Response>;
  /** The page's text after following where it leads. */
  page(path: string): Promise<string>;
  readonly cookies: Map<string, string>;
}

export interface TestDesk {
  readonly app: TestApp;
  readonly web: Hono<WebEnv>;
  readonly clock: FixedClock;
  readonly store: Store;
  /** A new browser, signed out. */
  browser(agent?: string): DeskBrowser;
  /** A new browser that asked for a link, got it by mail and pressed its button. */
  signIn(email?: string): Promise<DeskBrowser>;
  /** Sends what is due; the newest sign-in link in the outbox, as a path. */
  link(): Promise<string>;
}

/** The whole program with its desk over a real database. @param options.settings over those of `openTestApp` */
export async function openDesk(
  store: Store,
  options: {
    readonly settings?: Record<string, string>;
    readonly now?: string;
    /** Stands between the program and its outbox. */
    readonly wrap?: (outbox: Mailer) => Mailer;
    readonly nameServer?: NameServer;
  } = {},
): Promise<TestDesk> {
  const clock = fixedClock(options.now ?? '2026-11-25T09:00:00Z');
  const app = await openTestApp(store, clock, {
    ...(options.settings && { settings: options.settings }),
    ...(options.wrap && { wrap: options.wrap }),
    ...(options.nameServer && { nameServer: options.nameServer }),
  });
  return deskOver({ app, web: await createWebApp(app), clock, store });
}

/** The same of a program that is open already. */
export function deskOver({
  app,
  web,
  clock,
  store,
}: Pick<TestDesk, 'app' | 'web' | 'clock' | 'store'>): TestDesk {
  const never = new AbortController().signal;
  const link = async () => {
    await answerSignIns(app, never);
    const before = new Set(await app.mails('sign-in'));
    await submitDueSingleMails(app, never);
    const added = (await app.mails('sign-in')).find(name => !before.has(name));
    if (added === undefined) throw new Error('No sign-in mail came.');
    const source = (await app.read('sign-in', added)).replace(/=\r?\n/g, '').replace(/=3D/gi, '=');
    const path = /\/desk\/sign-in\/[\w.~-]+/.exec(source)?.[0];
    if (path === undefined) throw new Error('The sign-in mail holds no link.');
    return path;
  };
  const browser = (agent = AGENT) => openBrowser(web, agent);
  return {
    app,
    web,
    clock,
    store,
    browser,
    link,
    signIn: async (email = EDITOR) => {
      const opened = browser();
      await opened.post('/desk/sign-in', { email });
      const answer = await opened.post(await link());
      if (answer.status !== 303) throw new Error(`Signing in answered ${answer.status}.`);
      return opened;
    },
  };
}

function openBrowser(web: Hono<WebEnv>, agent: string): DeskBrowser {
  const cookies = new Map<string, string>();
  const send = async (path: string, init: RequestInit = {}) => {
    const headers = new Headers({
      Accept: 'text/html,application/xhtml+xml,*/*;q=0.8',
      'User-Agent': agent,
      'Sec-Fetch-Site': 'same-origin',
    });
    for (const [name, value] of Object.entries(init.headers ?? {})) headers.set(name, value as string);
    if (cookies.size > 0)
      headers.set('Cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    const answer = await web.request(path, { ...init, headers });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/max-age=0/i.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    return answer;
  };
  const get = (path: string) => send(path);
  return {
    cookies,
    get,
    post: (path, fields = {}, headers = {}) =>
      send(path, {
        method: 'POST',
        headers,
        body: fields instanceof FormData ? fields : new URLSearchParams(fields),
      }),
    page: async path => {
      let answer = await get(path);
      for (let hops = 0; hops < 5 && answer.status === 303; hops += 1)
        answer = await get(answer.headers.get('location') ?? '/');
      return answer.text();
    },
  };
}

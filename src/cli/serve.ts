import { setTimeout } from 'node:timers/promises';
import { createWebApp } from '../app.ts';
import { type App, openApp } from '../compose.ts';
import { EXIT, ForeseenEnd } from '../exit.ts';
import { cleanFileAtStart } from '../newsroom/clean-file.ts';
import { startScheduler } from '../scheduler.ts';
import { openWebServer, type WebServer } from '../web/web-server.ts';
import { whenAskedToEnd } from './with-app.ts';

/** How long what is under way may take after SIGTERM, ms. What is cut off then is asked again with the same key. */
const DRAIN_MS = 4_000;
/** For mails that can never be asked about again: what a mail server may take over them. */
const LONGEST_DRAIN_MS = 12 * 60_000;
const LOOK_MS = 250;

export async function serve(): Promise<number> {
  const app = await openApp();
  return serveUntilAsked(app, address => {
    console.log(`${app.settings.PUBLICATION_NAME} is up: ${address}`);
  });
}

/**
 * Site, scheduler and sender until SIGINT or SIGTERM; closes the app.
 * @param ready called once the port is open, with the address it listens on
 */
export async function serveUntilAsked(app: App, ready: (address: string) => void): Promise<number> {
  await cleanFileAtStart(app);
  const server = await open(app).catch(async (error: unknown) => {
    await app.close();
    throw error;
  });
  const scheduler = startScheduler(app);
  ready(addressOf(server, app));
  await new Promise<void>(whenAskedToEnd);
  app.log.info('ending: no new batch is begun, what is under way is finished');
  await drain(app, Promise.all([scheduler.stop(), server.close()]));
  await app.close();
  // A reader's open connection must not keep the process: everything that matters is in the database.
  process.exit(EXIT.done);
}

/**
 * What has a key is cut off after a moment and asked again by the next start. A mail that was handed over without one is
 * waited for as long as its mailer would.
 */
export async function drain(app: Pick<App, 'mailers' | 'log'>, drained: Promise<unknown>): Promise<void> {
  let isOver = false;
  const over = drained.finally(() => {
    isOver = true;
  });
  await Promise.race([over, setTimeout(DRAIN_MS, undefined, { ref: false })]);
  const underWay = () => app.mailers.reduce((sum, { mailer }) => sum + (mailer.underWay?.() ?? 0), 0);
  if (underWay() > 0)
    app.log.info({ mails: underWay() }, 'ending: mails are handed over, their answers are waited for');
  for (let waited = 0; !isOver && underWay() > 0 && waited < LONGEST_DRAIN_MS; waited += LOOK_MS) {
    await setTimeout(LOOK_MS);
  }
  // The last answer is still to be kept.
  if (!isOver) await Promise.race([over, setTimeout(LOOK_MS * 4, undefined, { ref: false })]);
}

async function open(app: App): Promise<WebServer> {
  const web = await createWebApp(app);
  const { HOST: hostname, PORT: port } = app.settings;
  return openWebServer(web.fetch, { hostname, port }).catch((error: NodeJS.ErrnoException) => {
    const why =
      error.code === 'EADDRINUSE'
        ? `PORT ${port} is taken on ${hostname}: is it running already? Set PORT to another one.`
        : `HOST ${hostname}, PORT ${port} cannot be opened: ${error.message}`;
    throw new ForeseenEnd(EXIT.usage, why, { cause: error });
  });
}

function addressOf({ port }: WebServer, { settings }: App): string {
  return settings.PORT === 0 ? `http://${settings.HOST}:${port}` : settings.PUBLIC_URL;
}

import { createWebApp } from '../app.ts';
import { type App, openApp } from '../compose.ts';
import { EXIT, ForeseenEnd } from '../exit.ts';
import { startScheduler } from '../scheduler.ts';
import { openWebServer, type WebServer } from '../web/web-server.ts';
import { tellOfSample } from './sample.ts';

/** How long what is under way may take after SIGTERM, ms. What is cut off then is asked again with the same key. */
const DRAIN_MS = 4_000;

export async function serve(): Promise<number> {
  const app = await openApp();
  await tellOfSample(app);
  return serveUntilAsked(app, address => {
    console.log(`${app.settings.PUBLICATION_NAME} is up: ${address}`);
  });
}

/**
 * Site, scheduler and sender until SIGINT or SIGTERM; closes the app.
 * @param ready called once the port is open, with the address it listens on
 */
export async function serveUntilAsked(app: App, ready: (address: string) => void): Promise<number> {
  const server = await open(app).catch(async (error: unknown) => {
    await app.close();
    throw error;
  });
  const scheduler = startScheduler(app);
  ready(addressOf(server, app));
  await new Promise<void>(resolve => {
    for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => resolve());
  });
  app.log.info('ending: no new batch is begun, what is under way is finished');
  const drained = Promise.all([scheduler.stop(), server.close()]);
  await Promise.race([drained, new Promise(resolve => setTimeout(resolve, DRAIN_MS).unref())]);
  await app.close();
  // A reader's open connection must not keep the process: everything that matters is in the database.
  process.exit(EXIT.done);
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

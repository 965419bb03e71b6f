import { createWebApp } from '../app.ts';
import { type App, openApp } from '../compose.ts';
import { EXIT, ForeseenEnd } from '../exit.ts';
import { VERSION } from '../machine/version.ts';
import { fetchFirstCatalogue } from '../newsroom/catalogue/first-catalogue.ts';
import { cleanFileAtStart } from '../newsroom/clean-file.ts';
import type { BounceListener } from '../newsroom/returned/bounce-listener.ts';
import { startScheduler } from '../scheduler.ts';
import { readBouncePort } from '../settings/bounce-port.ts';
import { eventInbox } from '../storage/feedback/event-inbox.ts';
import { openWebServer, type WebServer } from '../web/web-server.ts';
import { endProcess, untilOver } from './asked-to-end.ts';
import { portFault } from './port.ts';
import { tellOfSample } from './sample.ts';
import { endSignal } from './with-app.ts';

export async function serve(): Promise<number> {
  const app = await openApp();
  for (const note of app.settings.notes) app.log.info(note);
  await tellOfSample(app);
  await tellOfFirstCatalogue(app);
  return serveUntilAsked(app, address => {
    console.log(`${app.settings.PUBLICATION_NAME} is up: ${address} (version ${VERSION})`);
  });
}

/** The site opens without a catalogue, too. */
export async function tellOfFirstCatalogue(app: App): Promise<void> {
  const words = await fetchFirstCatalogue(app, new AbortController().signal);
  if (words !== '') console.error(words);
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
  const bounces = await listenForBounces(app).catch(async (error: unknown) => {
    await server.close();
    await app.close();
    throw error;
  });
  const scheduler = startScheduler(app);
  const asked = endSignal();
  ready(addressOf(server, app));
  return endProcess(
    app,
    await untilOver(app, asked, () => Promise.all([scheduler.stop(), server.close(), bounces?.close()])),
  );
}

async function open(app: App): Promise<WebServer> {
  const web = await createWebApp(app);
  const { HOST: hostname, PORT: port } = app.settings;
  return openWebServer(web, { hostname, port }).catch(async (error: NodeJS.ErrnoException) => {
    throw await portFault(app.settings, error);
  });
}

/** Null where BOUNCE_LISTEN is not set. */
async function listenForBounces(app: App): Promise<BounceListener | null> {
  const { returnPath, store, now } = app;
  const { BOUNCE_LISTEN: place, BOUNCE_TLS_CERT: cert, BOUNCE_TLS_KEY: key } = app.settings;
  if (place === undefined || returnPath === null) return null;
  const { openBounceListener } = await import('../newsroom/returned/bounce-listener.ts');
  const listener = await openBounceListener({
    ...app,
    returnPath,
    ...readBouncePort(place),
    ...(cert !== undefined && key !== undefined && { tls: { cert, key } }),
    keepEvent: eventInbox(store, now),
  }).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    throw new ForeseenEnd(EXIT.usage, `Bounces cannot be taken at BOUNCE_LISTEN=${place}: ${why}`, {
      cause: error,
    });
  });
  app.log.info({ port: listener.port }, 'bounces are taken by SMTP');
  return listener;
}

function addressOf({ port }: WebServer, { settings }: App): string {
  return settings.PORT === 0 ? `http://${settings.HOST}:${port}` : settings.PUBLIC_URL;
}

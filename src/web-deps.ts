import { readToken } from './audience/token.ts';
import { loadCatalogue } from './catalogue/catalogue.ts';
import type { App } from './compose.ts';
import { scheduleWords } from './issue/schedule-words.ts';
import { createMetrics } from './metrics.ts';
import { castVote } from './readers/cast-ballot.ts';
import { openVote } from './readers/open-vote.ts';
import { signupDeps } from './signup-deps.ts';
import { siteDeps } from './site-deps.ts';
import { eventInbox } from './storage/event-inbox.ts';
import { readGauges } from './storage/gauges.ts';
import { schemaState } from './storage/migrate.ts';
import { unsubscribe } from './storage/subscribers.ts';
import type { Readiness, WebDeps } from './web/web-deps.ts';

/** What the web is given of the program: compose.ts's part for src/web. */
export async function webDeps(app: App): Promise<WebDeps> {
  const { settings } = app;
  const catalogue = await loadCatalogue(settings.CATALOGUE);
  const categories =
    catalogue.kind === 'loaded'
      ? [...new Set(catalogue.catalogue.tools.map(tool => tool.category))].sort()
      : [];
  const isSample = catalogue.kind === 'loaded' && catalogue.catalogue.sample;
  return {
    publication: { name: settings.PUBLICATION_NAME, timezone: settings.PUBLICATION_TIMEZONE },
    publicUrl: settings.PUBLIC_URL,
    arrives: scheduleWords(
      settings.SEND_CRON,
      settings.SEND_LOCAL_TIME ? 'your local time' : settings.PUBLICATION_TIMEZONE,
    ),
    sampleNote: isSample ? 'Tools, verdicts and prices on this site are sample data.' : null,
    outbox: settings.development ? { directory: settings.OUTBOX_DIR } : null,
    site: siteDeps(app, catalogue.kind === 'loaded' ? catalogue.catalogue.panel : []),
    unsubscribe: (token, method) => leave(app, token, method),
    signup: signupDeps(app, categories),
    vote: {
      open: token => openVote(app, token),
      cast: (token, choice, address) => castVote(app, token, choice, address),
      trustedProxies: settings.TRUST_PROXY,
    },
    hooks: await hooks(app),
    metrics: createMetrics(() => readGauges(app.store, app.now())),
    readiness: () => readiness(app),
    now: app.now,
    log: app.log,
  };
}

/** The library that checks signatures is only loaded where a secret is set. */
async function hooks(app: App): Promise<WebDeps['hooks']> {
  const { RESEND_WEBHOOK_SECRET: secrets } = app.settings;
  const resend = secrets
    ? (await import('./feedback/resend-webhook.ts')).resendWebhook(secrets, app.installationId)
    : null;
  // Applied by the scheduler within a second.
  return { resend, keepEvent: eventInbox(app.store, app.now), onEvent: () => undefined };
}

async function leave(app: App, token: string, method: 'one-click' | 'page'): Promise<void> {
  const id = readToken(app.keyring, 'unsubscribe', token, app.now());
  if (id === null) return;
  await unsubscribe(app.store, Number(id), {
    at: app.now(),
    consent: { wording: 'Unsubscribe', source: 'mail', evidence: { method } },
  });
}

async function readiness(app: App): Promise<Readiness> {
  try {
    return { database: 'ok', schema: await schemaState(app.store) };
  } catch (error) {
    app.log.warn({ err: error }, 'the database does not answer');
    return { database: 'unreachable', schema: 'unknown' };
  }
}

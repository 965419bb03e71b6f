import { createMetrics } from './api/metrics.ts';
import { loadCatalogue } from './catalogue/catalogue.ts';
import type { App } from './compose.ts';
import { deskDeps } from './desk-deps.ts';
import { leaverOf } from './feedback/leave-mail.ts';
import { scheduleWords } from './issue/schedule-words.ts';
import { leave, preferencesTokenFor, unsubscribeTokenFor } from './readers/leaving/leave.ts';
import { categoriesOf } from './readers/preferences/categories.ts';
import { forget } from './readers/preferences/forget.ts';
import { personalData } from './readers/preferences/personal-data.ts';
import { readPreferences, savePreferences } from './readers/preferences/preferences.ts';
import { isTestLink, readerIdIn } from './readers/token-reader.ts';
import { castVote } from './readers/vote/cast-ballot.ts';
import { openVote } from './readers/vote/open-vote.ts';
import { signupDeps } from './signup-deps.ts';
import { siteDeps } from './site-deps.ts';
import { eventInbox } from './storage/feedback/event-inbox.ts';
import { readGauges } from './storage/feedback/gauges.ts';
import { schemaState } from './storage/migrate.ts';
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
    isTestLink: (link, token) => isTestLink(app, link, token),
    preferencesToken: token => preferencesTokenFor(app, token),
    preferences: preferences(app),
    vote: {
      open: token => openVote(app, token),
      cast: (token, choice, address) => castVote(app, token, choice, address),
      trustedProxies: settings.TRUST_PROXY,
    },
    desk: deskDeps(app),
    hooks: await hooks(app),
    metrics: createMetrics(() => readGauges(app.store, app.now())),
    readiness: () => readiness(app),
    now: app.now,
    log: app.log,
  };
}

/** The library that checks signatures is only loaded where a secret is set. */
async function hooks(app: App): Promise<WebDeps['hooks']> {
  const { RESEND_WEBHOOK_SECRET: secrets, MAIL_UNSUBSCRIBE: mailbox } = app.settings;
  const leaver = mailbox && leaverOf(mailbox, token => readerIdIn(app, 'unsubscribe', token));
  const resend = secrets
    ? (await import('./feedback/resend-webhook.ts')).resendWebhook(
        secrets,
        app.installationId,
        leaver || undefined,
      )
    : null;
  // Applied by the scheduler within a second.
  return { resend, keepEvent: eventInbox(app.store, app.now), onEvent: () => undefined };
}

function preferences(app: App): WebDeps['preferences'] {
  const categories = categoriesOf(app.settings.CATALOGUE);
  return {
    categories,
    read: token => readPreferences(app, token),
    save: async (token, form) => savePreferences(app, token, form, await categories()),
    personalData: token => personalData(app, token),
    erase: token => forget(app, token),
    unsubscribeToken: token => unsubscribeTokenFor(app, token),
  };
}

async function readiness(app: App): Promise<Readiness> {
  try {
    return { database: 'ok', schema: await schemaState(app.store) };
  } catch (error) {
    app.log.warn({ err: error }, 'the database does not answer');
    return { database: 'unreachable', schema: 'unknown' };
  }
}

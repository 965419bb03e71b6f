import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { VERSION } from '../machine/version.ts';
import type { Gauges } from '../storage/feedback/gauges.ts';
import type { WebhookGauges } from '../storage/webhooks/webhook-gauges.ts';

/** What one scrape tells. */
export interface Watched extends Gauges, WebhookGauges {
  /** Since when an issue waits past its time for an approval (epoch ms); null when none does. */
  readonly unapprovedSince: number | null;
  /** When the catalogue at an address was last found good or unchanged (epoch ms); null for a file, and before the first. */
  readonly catalogueFetchedAt: number | null;
}

/** What `/metrics` answers with. */
export interface Metrics {
  readonly contentType: string;
  /** The text of one scrape: the database is asked each time, so that every process says the same. */
  text(): Promise<string>;
}

/**
 * @param read asks the database
 * @param processMetrics false leaves out what prom-client tells about the process itself
 */
export function createMetrics(read: () => Promise<Watched>, processMetrics = true): Metrics {
  const registry = new Registry();
  const gauges = GAUGES.map(({ name, help, value }) => ({
    gauge: new Gauge({ name, help, registers: [registry] }),
    value,
  }));
  const events = new Gauge({
    name: 'verdicts_mail_events',
    help: 'Events of the mail API taken in, by kind and by what came of them; email.failed is a mail it gave up.',
    labelNames: ['type', 'result'],
    registers: [registry],
  });
  return {
    contentType: registry.contentType,
    text: async () => {
      const values = await read();
      for (const { gauge, value } of gauges) gauge.set(value(values));
      events.reset();
      for (const { type, result, events: count } of values.events) events.set({ type, result }, count);
      const told = await registry.metrics();
      return processMetrics ? `${told}\n${await ofProcess().metrics()}` : told;
    },
  };
}

let processRegistry: Registry | null = null;

/**
 * What differs from one process to the next: memory, and which version runs there. One for all that are made in a process,
 * begun with the first scrape: prom-client never ends its timer of ten milliseconds, nor its watch on the garbage collector.
 */
function ofProcess(): Registry {
  if (processRegistry) return processRegistry;
  const registry = new Registry();
  processRegistry = registry;
  collectDefaultMetrics({ register: registry });
  const build = new Gauge({
    name: 'verdicts_build_info',
    help: 'Always 1: its label says which version of the program answers.',
    labelNames: ['version'],
    registers: [registry],
  });
  build.set({ version: VERSION }, 1);
  return registry;
}

const GAUGES: readonly { name: string; help: string; value: (watched: Watched) => number }[] = [
  {
    name: 'verdicts_last_issue_sent_timestamp_seconds',
    help: 'When the last issue was sent, to the last reader; 0 before the first.',
    value: watched => watched.lastIssueSentAt / 1000,
  },
  {
    name: 'verdicts_issue_unapproved',
    help: '1 while an issue waits past its time because nobody has approved it, or because nothing was picked.',
    value: watched => (watched.unapprovedSince === null ? 0 : 1),
  },
  {
    name: 'verdicts_issue_unapproved_since_timestamp_seconds',
    help: 'When that issue was due; 0 when none waits.',
    value: watched => (watched.unapprovedSince ?? 0) / 1000,
  },
  {
    name: 'verdicts_catalogue_changed_timestamp_seconds',
    help: 'When a catalogue unlike all before was first picked from; 0 before the first pick.',
    value: watched => watched.catalogueChangedAt / 1000,
  },
  {
    name: 'verdicts_catalogue_fetched_timestamp_seconds',
    help: 'When the catalogue at an address was last found good or unchanged; 0 for a file and before the first.',
    value: watched => (watched.catalogueFetchedAt ?? 0) / 1000,
  },
  {
    name: 'verdicts_last_backup_timestamp_seconds',
    help: 'When the newest backup that is whole was begun; 0 when there is none.',
    value: watched => watched.lastBackupAt / 1000,
  },
  {
    name: 'verdicts_oldest_unsent_seconds',
    help: 'Since the readers who wait longest were due (the freeze, or their local hour); 0 when nobody waits.',
    value: gauges => gauges.oldestUnsentMs / 1000,
  },
  {
    name: 'verdicts_uncertain_members',
    help: 'Readers of whom nobody knows whether the mail API took their mail: decide with verdicts resolve.',
    value: gauges => gauges.uncertainMembers,
  },
  {
    name: 'verdicts_pending_members',
    help: 'Readers of issues going out or stopped whose mail is not submitted yet.',
    value: gauges => gauges.pendingMembers,
  },
  {
    name: 'verdicts_waiting_members',
    help: 'Of the pending: those that wait because the mail API asked for it (rate, quota, retry).',
    value: gauges => gauges.waitingMembers,
  },
  {
    name: 'verdicts_deferred_members',
    help: 'Of the waiting: those whose own mail server wants the mail later (a full mailbox, a grey list).',
    value: gauges => gauges.deferredMembers,
  },
  {
    name: 'verdicts_early_members',
    help: 'Of the pending: those whose local hour has not come (SEND_LOCAL_TIME).',
    value: gauges => gauges.earlyMembers,
  },
  {
    name: 'verdicts_rate_wait_seconds',
    help: 'Until the next call to the mail API may be made, over all workers: its rate, or a pause of everybody.',
    value: gauges => gauges.rateWaitMs / 1000,
  },
  {
    name: 'verdicts_webhook_lag_seconds',
    help: 'Since the oldest event of the mail API came that was not looked at yet.',
    value: gauges => gauges.webhookLagMs / 1000,
  },
  {
    name: 'verdicts_webhook_unmatched',
    help: 'Events that fit no mail of this database yet; they are given up after three days.',
    value: gauges => gauges.webhookUnmatched,
  },
  {
    name: 'verdicts_outgoing_events_waiting',
    help: 'Events that a webhook which is on has not got yet.',
    value: gauges => gauges.eventsWaiting,
  },
  {
    name: 'verdicts_oldest_outgoing_event_seconds',
    help: 'Since the oldest of those happened; they should leave within seconds.',
    value: gauges => gauges.oldestEventMs / 1000,
  },
  {
    name: 'verdicts_webhooks_off',
    help: 'Webhooks that are switched off: they took nothing for three days, or a backup was restored.',
    value: gauges => gauges.endpointsOff,
  },
  {
    name: 'verdicts_received_mails_ignored',
    help: 'Mails to an address of ours at the mail API that asked to leave without a link we know.',
    value: gauges => gauges.receivedIgnored,
  },
  {
    name: 'verdicts_bounces_read_timestamp_seconds',
    help: 'When the mailbox of bounces (BOUNCE_MAILBOX) was last read; 0 where there is none, and before the first.',
    value: gauges => gauges.bouncesReadAt / 1000,
  },
  {
    name: 'verdicts_single_mails_open',
    help: 'Confirmations, notices and other single mails that are not submitted yet.',
    value: gauges => gauges.openSingleMails,
  },
  {
    name: 'verdicts_oldest_single_mail_seconds',
    help: 'Since the oldest of those was queued; they should leave within seconds.',
    value: gauges => gauges.oldestSingleMailMs / 1000,
  },
  {
    name: 'verdicts_signups_open',
    help: 'Sign-ups that are not answered yet; without a proof of work some wait a quarter of an hour.',
    value: gauges => gauges.openSignups,
  },
  {
    name: 'verdicts_signups_turned_away',
    help: 'Sign-ups turned away in the last day by caps that honest readers do not reach.',
    value: gauges => gauges.signupsTurnedAway,
  },
];

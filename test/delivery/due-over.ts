import { afterEach, beforeEach, expect } from 'vitest';
import { type StandIn, startStandIn } from '../../scripts/stand-in/stand-in.ts';
import type { Mailer } from '../../src/delivery/mailers/mailer.ts';
import { resendMailer } from '../../src/delivery/mailers/resend.ts';
import { smtpMailer } from '../../src/delivery/mailers/smtp.ts';
import { type FixedClock, fixedClock } from '../support/clock.ts';
import { type DueIssue, openDueIssue } from '../support/due-issue.ts';
import { type SmtpReaction, type SmtpSink, startSmtpSink } from '../support/smtp-sink.ts';
import type { OpenStore, TestStore } from '../support/stores.ts';

/** What a due issue goes out with; new for every test of the suite. */
class Due {
  clock!: FixedClock;
  store!: TestStore;
  mailer!: Mailer;

  issueFor(readers: number, lanes = 4): Promise<DueIssue> {
    return openDueIssue(this.store, this.clock, { readers, mailers: [this.mailer], lanes });
  }

  async begin(open: OpenStore): Promise<void> {
    this.clock = fixedClock('2026-11-23T09:00:00Z');
    this.store = await open();
  }
}

class DueOverSmtp extends Due {
  sink!: SmtpSink;

  /** How often a command came that begins like that. */
  heard(start: string): number {
    return this.sink.commands.filter(command => command.startsWith(start)).length;
  }

  /** The answer to whatever command begins like that and is one of these. */
  refuse(start: string, reply: SmtpReaction, isOne = (_command: string) => true): void {
    this.sink.react = command => (command.startsWith(start) && isOne(command) ? reply : null);
  }

  /** That many readers got it, and each of them exactly once. */
  expectOnceEach(readers: number): void {
    const mails = Map.groupBy(this.sink.mails, ({ to }) => to[0]);
    expect([...mails.values()].map(({ length }) => length)).toEqual(Array(readers).fill(1));
  }
}

class DueOverApi extends Due {
  standIn!: StandIn;

  /** That many readers got it, and each of them exactly once. */
  expectOnceEach(readers: number): void {
    expect(Object.values(this.standIn.ledger().addresses)).toEqual(Array(readers).fill(1));
  }
}

/** For the suite it is called in: the mail server is a sink that says what a test has it say. */
export function dueOverSmtp(open: OpenStore): DueOverSmtp {
  const due = new DueOverSmtp();
  beforeEach(async () => {
    await due.begin(open);
    due.sink = await startSmtpSink();
    due.mailer = smtpMailer({ url: `smtp://127.0.0.1:${due.sink.port}`, clock: due.clock.now });
  });
  afterEach(async () => {
    await due.mailer.close();
    await due.sink.close();
  });
  return due;
}

/** For the suite it is called in: the mail API is the stand-in. @param maxBatch how many mails a request takes */
export function dueOverApi(open: OpenStore, maxBatch: number): DueOverApi {
  const due = new DueOverApi();
  beforeEach(async () => {
    await due.begin(open);
    const { now } = due.clock;
    due.standIn = await startStandIn({ now, requestsPerSecond: null });
    const { apiKey, url: baseUrl } = due.standIn;
    due.mailer = { ...resendMailer({ apiKey, baseUrl, clock: now }), maxBatch };
  });
  afterEach(async () => {
    await due.mailer.close();
    await due.standIn.close();
  });
  return due;
}

import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import nodemailer from 'nodemailer';
import { SMTPServer } from 'smtp-server';
import { describe, expect, it, onTestFinished } from 'vitest';
import { buildLedger } from '../../../src/delivery/ledger.ts';
import { openMailer } from '../../../src/delivery/mailers/open-mailer.ts';
import { sendBatches } from '../../../src/delivery/sender.ts';
import { RANK } from '../../../src/feedback/outcome.ts';
import { mailboxWatch } from '../../../src/newsroom/returned/mailbox-watch.ts';
import { takeInEvents } from '../../../src/newsroom/take-in-events.ts';
import { suppressionOf } from '../../../src/storage/audience/suppressions.ts';
import { tallyBatches } from '../../../src/storage/delivery/batches.ts';
import { outcomesOf } from '../../feedback/hooks.ts';
import { fixedClock } from '../../support/clock.ts';
import { freezeForTest, senderDeps } from '../../support/frozen-issue.ts';
import { type MailServers, mailPrograms, startMailServers } from '../../support/mail-servers.ts';
import { awayReply, complaintReport } from '../../support/returned-mail.ts';
import { openSqliteStore, type TestStore } from '../../support/stores.ts';
import { DOMAIN, listen, openReturnRoom, type ReturnRoom } from './returned-room.ts';

const programs = mailPrograms();
const { signal } = new AbortController();
const RETURNS = `bounces@${DOMAIN}`;

/** Each reader by what becomes of the mail there. */
const READERS = {
  1: 'reader@good.example',
  2: 'reader@refuses.example',
  3: 'reader@late.example',
  4: 'reader@full.example',
  5: 'reader@grey.example',
  6: 'reader@away.example',
  7: 'reader@complains.example',
} as const;

describe.skipIf(programs === null)('an issue through Postfix to Dovecot and others', () => {
  it.each(['the port', 'the mailbox'] as const)(
    'ends right for every reader, by %s',
    async way => {
      const clock = fixedClock('2026-11-26T09:10:00Z');
      const store = await openSqliteStore();
      const grey = await startGreyList();
      const plain = await openReturnRoom(store, clock);
      const { port: bouncePort } = await listen(plain);
      if (programs === null) return;
      const servers = await startMailServers(programs, {
        mailboxes: [
          ...[READERS[1], READERS[6], READERS[7]].map(address => ({ address })),
          { address: READERS[4], isFull: true },
          ...(way === 'the mailbox' ? [{ address: RETURNS }] : []),
        ],
        refused: ['refuses.example'],
        late: ['late.example'],
        elsewhere: { 'grey.example': grey.port, ...(way === 'the port' && { [DOMAIN]: bouncePort }) },
      });
      const mailbox = encodeURIComponent(RETURNS);
      const room = await openReturnRoom(store, clock, {
        MAIL_PROVIDER: 'smtp',
        SMTP_URL: `smtp://127.0.0.1:${servers.port}`,
        DATABASE_URL: 'file:x',
        BOUNCE_MAILBOX: `imap://${mailbox}:secret@127.0.0.1:${servers.imapPort}`,
      });
      await send(room, store, clock);

      const look = way === 'the mailbox' ? mailboxWatch(room, signal) : async () => {};
      const until = async (isThere: () => Promise<boolean> | boolean, what: string) => {
        for (let tries = 0; !(await isThere()); tries++) {
          if (tries > 150) throw new Error(`${what} did not come\n${servers.log()}`);
          await delay(200);
          clock.advance(60_000);
          await look();
          await takeInEvents(room);
        }
      };
      await answerAndComplain(servers, until);
      const expected = {
        2: RANK.bounced,
        3: RANK.bounced,
        4: RANK.bounced_soft,
        6: RANK.submitted,
        7: RANK.complained,
      };
      await until(async () => Object.keys(await outcomesOf(store)).length >= 5, 'a report');
      await until(() => grey.taken() === 1, 'the mail that a grey list made wait');
      expect(await outcomesOf(store)).toEqual(expected);
      const reasons = Object.values(READERS).map(
        async address => (await suppressionOf(store, address))?.reason ?? 'none',
      );
      expect(await Promise.all(reasons)).toEqual([
        'none',
        'hard_bounce',
        'hard_bounce',
        'none',
        'none',
        'none',
        'complaint',
      ]);
    },
    90_000,
  );
});

async function send(room: ReturnRoom, store: TestStore, clock: ReturnType<typeof fixedClock>): Promise<void> {
  const count = Object.keys(READERS).length;
  const issue = await freezeForTest(store, clock, { readers: count, batchSize: 1 });
  for (const [seq, email] of Object.entries(READERS)) {
    await store.db.updateTable('deliveries').set({ email }).where('seq', '=', Number(seq)).execute();
  }
  const mailer = await openMailer(room.settings, 'smtp', 'test', clock.now, room.returnPath);
  onTestFinished(() => mailer.close());
  await sendBatches(senderDeps(store, clock, [mailer]), issue, { signal, patienceMs: 0 });
  const ledger = buildLedger(count, await tallyBatches(store, issue.issueId));
  expect(ledger).toMatchObject({ submitted: count, uncertain: 0, rejected: 0 });
}

/** What readers' programs do with a mail that has arrived: they know its return path, because it stands on top of it. */
async function answerAndComplain(
  servers: MailServers,
  until: (isThere: () => boolean, what: string) => Promise<void>,
): Promise<void> {
  const relay = nodemailer.createTransport({ host: '127.0.0.1', port: servers.port, ignoreTLS: true });
  const returnPathAt = (address: string) =>
    /^Return-Path: <(.+)>/m.exec(servers.inbox(address)[0] ?? '')?.[1] ?? '';
  for (const reader of [READERS[6], READERS[7]])
    await until(() => returnPathAt(reader) !== '', `the mail of ${reader}`);
  const away = returnPathAt(READERS[6]);
  await relay.sendMail({ envelope: { from: '', to: away }, raw: awayReply(away) });
  const complaint = complaintReport({ to: RETURNS, about: returnPathAt(READERS[7]) });
  await relay.sendMail({ envelope: { from: 'abuse@complains.example', to: RETURNS }, raw: complaint });
  relay.close();
}

/** A server that wants every mail again a moment later. */
async function startGreyList() {
  let asked = 0;
  let taken = 0;
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onRcptTo: (_, __, done) => {
      asked += 1;
      done(
        asked === 1
          ? Object.assign(new Error('4.7.1 Greylisted, try again later'), { responseCode: 451 })
          : null,
      );
    },
    onData: (stream, _, done) => {
      stream.resume().on('end', () => {
        taken += 1;
        done();
      });
    },
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>(resolve => server.close(resolve)));
  return { port: (server.server.address() as AddressInfo).port, taken: () => taken };
}

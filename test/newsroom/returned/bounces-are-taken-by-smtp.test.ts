import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import nodemailer from 'nodemailer';
import { pino } from 'pino';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { RANK } from '../../../src/feedback/outcome.ts';
import { takeInEvents } from '../../../src/newsroom/take-in-events.ts';
import { suppressionOf } from '../../../src/storage/audience/suppressions.ts';
import { eventInbox } from '../../../src/storage/feedback/event-inbox.ts';
import { feedbackState, outcomesOf } from '../../feedback/hooks.ts';
import { fixedClock } from '../../support/clock.ts';
import { freezeForTest } from '../../support/frozen-issue.ts';
import { FOR_LOCALHOST } from '../../support/relay-certificates.ts';
import { awayReply, complaintReport, deliveryReport } from '../../support/returned-mail.ts';
import { describeStores, type TestStore } from '../../support/stores.ts';
import { addressOf, DOMAIN, dial, listen, openReturnRoom, type ReturnRoom } from './returned-room.ts';

describeStores('the port that takes returned mail', open => {
  const clock = fixedClock('2026-11-26T09:10:00Z');
  let store: TestStore;
  let room: ReturnRoom;
  beforeEach(async () => {
    store = await open();
    room = await openReturnRoom(store, clock);
    await freezeForTest(store, clock, { readers: 8, batchSize: 1 });
    await store.db.updateTable('batches').set({ state: 'submitted', provider: 'smtp' }).execute();
  });
  const kept = () => store.db.selectFrom('mail_events').selectAll().execute();
  const reason = async (reader: number) =>
    (await suppressionOf(store, `reader${reader}@example.com`))?.reason ?? 'none';

  it('keeps what each report says, and suppresses whom it is final about', async () => {
    const { port } = await listen(room);
    const client = await dial(port);
    const bring = async (seq: number, mail: (to: string) => string) =>
      expect(await client.deliver(addressOf(room, seq), mail(addressOf(room, seq)))).toMatch(/^250 /);
    await bring(1, to => deliveryReport({ to }));
    await bring(2, to => deliveryReport({ to, status: '5.2.2', words: '552 5.2.2 Mailbox full' }));
    await bring(3, to => deliveryReport({ to, action: 'delayed', status: '4.4.1', words: '451 try later' }));
    await bring(4, to => complaintReport({ to, about: to }));
    await bring(5, awayReply);
    await bring(6, to =>
      deliveryReport({ to, status: '5.7.1', words: '550 5.7.1 Message rejected due to SPF policy' }),
    );
    await bring(7, to => deliveryReport({ to, action: 'delivered', status: '2.0.0', words: '250 Ok' }));
    await bring(8, () => 'Subject: buy\r\n\r\nour pills');
    await takeInEvents(room);
    expect(await outcomesOf(store)).toEqual({
      1: RANK.bounced,
      2: RANK.bounced_soft,
      3: RANK.delayed,
      4: RANK.complained,
      5: RANK.submitted,
      6: RANK.blocked,
      7: RANK.delivered,
    });
    expect(await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map(reason))).toEqual([
      'hard_bounce',
      'none',
      'none',
      'complaint',
      'none',
      'none',
      'none',
      'none',
    ]);
    // Who it went to is in our own tables, and can be erased there.
    for (const { body } of await kept()) expect(body).not.toMatch(/@|readers\.example/);
  });

  it('takes nothing for anybody else, whoever asks', async () => {
    const { port } = await listen(room);
    const ours = addressOf(room, 1);
    const strangers = [
      'reader1@example.com',
      `verdicts@${DOMAIN}`,
      `postmaster@${DOMAIN}`,
      `bounces+d1-1-${'a'.repeat(16)}@${DOMAIN}`,
      ours.replace(DOMAIN, 'example.com'),
      `${ours.replace('@', '%')}@${DOMAIN}`,
      ours.replace('+', '+x'),
    ];
    for (const stranger of strangers) {
      const client = await dial(port);
      await client.say('MAIL FROM:<someone@example.org>');
      expect(await client.say(`RCPT TO:<${stranger}>`)).toBe('550 5.1.1 No such address');
      expect(await client.say('DATA')).toMatch(/^503/);
    }
    const client = await dial(port);
    expect(await client.say('AUTH PLAIN AHVzZXIAcGFzcw==')).toMatch(/^5\d\d/);
    for (let tried = 0; tried < 10; tried++) {
      await client.say('MAIL FROM:<>');
      expect(await client.say(`RCPT TO:<guess${tried}@${DOMAIN}>`)).toMatch(/^550/);
      await client.say('RSET');
    }
    await client.say('MAIL FROM:<>');
    expect(await client.say(`RCPT TO:<guess@${DOMAIN}>`)).toMatch(/^421/);
    expect(await kept()).toEqual([]);
  });

  it('changes nothing for a forged report, however well it is made', async () => {
    const { port } = await listen(room);
    const before = await feedbackState(store);
    const client = await dial(port);
    const right = addressOf(room, 1);
    for (const wrong of [right.replace('d1-1-', 'd1-2-'), right.replace(/.@/, '@'), `bounces@${DOMAIN}`]) {
      expect(await client.deliver(wrong, deliveryReport({ to: wrong }))).toMatch(/^550 /);
    }
    await takeInEvents(room);
    expect(await feedbackState(store)).toEqual(before);
    expect(await kept()).toEqual([]);
  });

  it('says yes only once the event is committed, and asks to come again where it cannot be', async () => {
    let database: 'down' | 'up' = 'down';
    const seen: number[] = [];
    const keep = eventInbox(store, clock.now);
    const { port } = await listen(room, {
      keepEvent: async event => {
        if (database === 'down') throw new Error('the database is gone');
        await keep(event);
        seen.push((await kept()).length);
      },
    });
    const client = await dial(port);
    const to = addressOf(room, 1);
    expect(await client.deliver(to, deliveryReport({ to }))).toMatch(/^451 4\.3\.0/);
    expect(await kept()).toEqual([]);
    database = 'up';
    expect(await client.deliver(to, deliveryReport({ to }))).toMatch(/^250 /);
    expect(seen).toEqual([1]);
  });

  it('knows a report that comes again, because the yes to it was lost', async () => {
    const first = await listen(room);
    const lost = await dial(first.port);
    const to = addressOf(room, 1);
    await lost.say('MAIL FROM:<>');
    await lost.say(`RCPT TO:<${to}>`);
    await lost.say('DATA');
    lost.socket.write(`${deliveryReport({ to })}\r\n.\r\n`);
    lost.socket.on('data', () => lost.socket.destroy());
    while ((await kept()).length === 0) await new Promise(resolve => setTimeout(resolve, 10));
    const second = await listen(room);
    const client = await dial(second.port);
    // Each hop has put a line of its own on top.
    const again = `Received: by relay.example; Thu, 26 Nov 2026 09:15:00 +0000\r\n${deliveryReport({ to })}`;
    expect(await client.deliver(to, again)).toMatch(/^250 /);
    expect(await kept()).toHaveLength(1);
  });

  it('reads the first megabyte of a large report, and turns away one that says how large it is', async () => {
    const { port } = await listen(room);
    const client = await dial(port);
    const to = addressOf(room, 1);
    const large = `${deliveryReport({ to })}\r\n${`${'x'.repeat(76)}\r\n`.repeat(30_000)}`;
    expect(await client.deliver(to, large)).toMatch(/^250 /);
    await takeInEvents(room);
    expect(await outcomesOf(store)).toEqual({ 1: RANK.bounced });
    expect(await client.say('MAIL FROM:<> SIZE=50000000')).toMatch(/^552/);
  });

  it('reads a report that comes in the smallest pieces, and goes on after one that broke off', async () => {
    const said: string[] = [];
    const log = pino({ level: 'info' }, { write: line => said.push(line) });
    const { port } = await listen({ ...room, log });
    const lost = await dial(port);
    const to = addressOf(room, 1);
    await lost.say('MAIL FROM:<>');
    await lost.say(`RCPT TO:<${to}>`);
    await lost.say('DATA');
    lost.socket.end(`${deliveryReport({ to })}\r\n`);
    await new Promise(resolve => lost.socket.once('close', resolve));
    const client = await dial(port);
    const dots = `${deliveryReport({ to })}\r\n${'.\r\n'.repeat(100_000)}`;
    expect(await client.deliver(to, dots)).toMatch(/^250 /);
    await takeInEvents(room);
    expect(await outcomesOf(store)).toEqual({ 1: RANK.bounced });
    expect(said).toEqual([]);
  });

  it('reads so many reports about one mail and no more, until an hour has passed', async () => {
    const moving = fixedClock('2026-11-26T09:10:00Z');
    const { port } = await listen({ ...room, now: moving.now });
    const client = await dial(port);
    const bring = (seq: number) =>
      client.deliver(addressOf(room, seq), deliveryReport({ to: addressOf(room, seq) }));
    for (let n = 1; n <= 20; n++) expect(await bring(1)).toMatch(/^250 /);
    expect(await bring(1)).toMatch(/^450 4\.7\.1/);
    expect(await bring(2)).toMatch(/^250 /);
    moving.advance(3_600_000);
    expect(await bring(1)).toMatch(/^250 /);
  });

  it('finds the mail by what stands in a complaint that comes to the mailbox itself', async () => {
    const { port } = await listen(room);
    const client = await dial(port);
    const to = `bounces@${DOMAIN}`;
    expect(await client.deliver(to, complaintReport({ to, about: addressOf(room, 3) }))).toMatch(/^250 /);
    const two = complaintReport({ to, about: `${addressOf(room, 1)}> <${addressOf(room, 2)}` });
    expect(await client.deliver(to, two)).toMatch(/^550 5\.7\.1/);
    const { token = '' } = room.returnPath.senderOf('inst_1_4') ?? {};
    expect(await client.deliver(to, deliveryReport({ to, envelopeId: token }))).toMatch(/^250 /);
    await takeInEvents(room);
    expect(await outcomesOf(store)).toEqual({ 3: RANK.complained, 4: RANK.bounced });
  });

  it('lets nobody hold all its connections', async () => {
    const { port } = await listen(room);
    for (let n = 0; n < 10; n++) expect((await dial(port)).greeting).toMatch(/^220 /);
    expect((await dial(port)).greeting).toBe('421 4.7.0 Too many connections from there');
  });

  it('takes a report over an encrypted connection where it has a certificate', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'verdicts-bounces-'));
    const tls = { cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem') };
    writeFileSync(tls.cert, FOR_LOCALHOST.cert);
    writeFileSync(tls.key, FOR_LOCALHOST.key);
    const { port } = await listen(room, { tls });
    const relay = nodemailer.createTransport({
      host: '127.0.0.1',
      port,
      requireTLS: true,
      tls: { ca: FOR_LOCALHOST.cert },
    });
    onTestFinished(() => relay.close());
    const to = addressOf(room, 2);
    await relay.sendMail({ envelope: { from: '', to }, raw: deliveryReport({ to }) });
    await takeInEvents(room);
    expect(await outcomesOf(store)).toEqual({ 2: RANK.bounced });
  });

  it('answers what it is being told when it closes, and takes nothing after that', async () => {
    const listener = await listen(room);
    const client = await dial(listener.port);
    const to = addressOf(room, 1);
    await client.say('MAIL FROM:<>');
    await client.say(`RCPT TO:<${to}>`);
    await client.say('DATA');
    const closed = listener.close();
    expect(await client.say(`${deliveryReport({ to })}\r\n.`)).toMatch(/^250 /);
    await client.say('QUIT');
    await closed;
    await expect(dial(listener.port).then(({ say }) => say('NOOP'))).resolves.not.toMatch(/^250/);
    expect(await kept()).toHaveLength(1);
  });
});

import { type Logger, pino } from 'pino';
import { beforeEach, expect, it } from 'vitest';
import { RANK } from '../../../src/feedback/outcome.ts';
import { mailboxWatch } from '../../../src/newsroom/returned/mailbox-watch.ts';
import { takeInEvents } from '../../../src/newsroom/take-in-events.ts';
import { recordConsents } from '../../../src/storage/audience/consents.ts';
import { readGauges } from '../../../src/storage/feedback/gauges.ts';
import { outcomesOf } from '../../feedback/hooks.ts';
import { type FixedClock, fixedClock } from '../../support/clock.ts';
import { closedPort } from '../../support/closed-port.ts';
import { freezeForTest } from '../../support/frozen-issue.ts';
import { type ImapServer, startImapServer } from '../../support/imap-server.ts';
import { deliveryReport } from '../../support/returned-mail.ts';
import { describeStores, type TestStore } from '../../support/stores.ts';
import { addressOf, openReturnRoom, type ReturnRoom } from './returned-room.ts';

const PASSWORD = 'p%40ss%2Fword';
const { signal } = new AbortController();

describeStores('the mailbox that bounces go to', open => {
  let clock: FixedClock;
  let store: TestStore;
  let said: string[];
  let log: Logger;
  beforeEach(async () => {
    clock = fixedClock('2026-11-26T09:10:00Z');
    store = await open();
    said = [];
    log = pino({ level: 'info' }, { write: line => said.push(line) });
    await freezeForTest(store, clock, { readers: 6, batchSize: 1 });
  });

  const roomAt = async (address: string): Promise<ReturnRoom> => ({
    ...(await openReturnRoom(store, clock, { BOUNCE_MAILBOX: address })),
    log,
  });
  const addressAt = (port: number, password = PASSWORD) => `imap://bounces:${password}@127.0.0.1:${port}`;
  const bounceFor = (room: ReturnRoom, seq: number) => {
    const to = addressOf(room, seq);
    return `Delivered-To: ${to}\r\n${deliveryReport({ to })}`;
  };
  /** The next minute's look. */
  const look = async (watch: () => Promise<void>) => {
    clock.advance(60_000);
    await watch();
  };
  const flagsOf = ({ mails }: ImapServer) => mails.map(({ flags }) => [...flags].toSorted());

  it('is read every minute, each mail once; what is about nothing of ours stays unread', async () => {
    const imap = await startImapServer();
    const room = await roomAt(addressAt(imap.port));
    const watch = mailboxWatch(room, signal);
    imap.add(bounceFor(room, 1));
    imap.add('Subject: buy\r\n\r\nour pills');
    await look(watch);
    imap.add(bounceFor(room, 2));
    await look(watch);
    await look(watch);
    await takeInEvents(room);
    expect(await outcomesOf(store)).toEqual({ 1: RANK.bounced, 2: RANK.bounced });
    expect(flagsOf(imap)).toEqual([
      ['VerdictsRead_inst', '\\Seen'],
      ['VerdictsRead_inst'],
      ['VerdictsRead_inst', '\\Seen'],
    ]);
    expect((await readGauges(store, clock.now())).bouncesReadAt).toBe(clock.now());
    expect(said.filter(line => line.includes('mails came back'))).toHaveLength(2);
  });

  it('whose server keeps no marks of others is read by what is unread', async () => {
    const imap = await startImapServer({ keepsMarks: false });
    const room = await roomAt(addressAt(imap.port));
    const watch = mailboxWatch(room, signal);
    for (const seq of [1, 2]) imap.add(bounceFor(room, seq));
    await look(watch);
    await look(watch);
    await takeInEvents(room);
    expect(await outcomesOf(store)).toEqual({ 1: RANK.bounced, 2: RANK.bounced });
    expect(flagsOf(imap)).toEqual([['\\Seen'], ['\\Seen']]);
  });

  it('is read again where the database failed: nothing is marked before it is kept', async () => {
    const imap = await startImapServer();
    const room = await roomAt(addressAt(imap.port));
    imap.add(bounceFor(room, 1));
    await store.db.schema.alterTable('mail_events').renameTo('mail_events_away').execute();
    await expect(look(mailboxWatch(room, signal))).rejects.toThrow(/mail_events/);
    expect(flagsOf(imap)).toEqual([[]]);
    await store.db.schema.alterTable('mail_events_away').renameTo('mail_events').execute();
    await look(mailboxWatch(room, signal));
    await takeInEvents(room);
    expect(await outcomesOf(store)).toEqual({ 1: RANK.bounced });
    expect(flagsOf(imap)).toEqual([['VerdictsRead_inst', '\\Seen']]);
  });

  it('is read by one process a minute, whoever of several asks first', async () => {
    const imap = await startImapServer();
    const room = await roomAt(addressAt(imap.port));
    const others = [room, { ...room, owner: 'second' }].map(each => mailboxWatch(each, signal));
    imap.add(bounceFor(room, 1));
    clock.advance(60_000);
    await Promise.all(others.map(watch => watch()));
    expect(said.filter(line => line.includes('mails came back'))).toHaveLength(1);
  });

  it('that cannot be read is told once, without its password, and again once it can', async () => {
    const imap = await startImapServer();
    const wrong = mailboxWatch(await roomAt(addressAt(imap.port, 'quite-wrong')), signal);
    await look(wrong);
    await look(wrong);
    const nobody = mailboxWatch(await roomAt(addressAt(await closedPort())), signal);
    await look(nobody);
    const told = () => said.filter(line => line.includes('cannot be read'));
    expect(told()).toHaveLength(2);
    expect(told()[0]).toMatch(/user or password is refused/);
    expect(told()[1]).toMatch(/ECONNREFUSED/);
    expect(said.join()).not.toMatch(/quite-wrong|p@ss|p%40ss/);
    expect((await readGauges(store, clock.now())).bouncesReadAt).toBe(0);
    const room = await roomAt(addressAt(imap.port));
    imap.add(bounceFor(room, 1));
    await look(mailboxWatch(room, signal));
    expect((await readGauges(store, clock.now())).bouncesReadAt).toBe(clock.now());
  });

  it('tells of a bounce by when it came, so that who has confirmed since is kept', async () => {
    const imap = await startImapServer();
    const room = await roomAt(addressAt(imap.port));
    for (const seq of [1, 2]) imap.add(bounceFor(room, seq));
    clock.advance(24 * 3_600_000);
    const confirmed = { subscriberId: 2, event: 'confirmed', at: clock.now() - 3_600_000 } as const;
    await recordConsents(store, [{ ...confirmed, wording: '', source: 'confirm-page', evidence: {} }]);
    await look(mailboxWatch(room, signal));
    await takeInEvents(room);
    const suppressed = await store.db.selectFrom('suppressions').select('email').execute();
    expect(suppressed).toEqual([{ email: 'reader1@example.com' }]);
  });

  it('in which nothing can be marked is not read again and again, and that is told', async () => {
    const imap = await startImapServer({ isReadOnly: true });
    const room = await roomAt(addressAt(imap.port));
    imap.add(bounceFor(room, 1));
    await look(mailboxWatch(room, signal));
    expect(said.join()).toMatch(/its mails cannot be marked as read/);
    expect((await readGauges(store, clock.now())).bouncesReadAt).toBe(0);
  });

  it('is read to its end though its server does not hand out one mail, and that is told', async () => {
    const imap = await startImapServer();
    const room = await roomAt(addressAt(imap.port));
    for (const seq of [1, 2, 3]) imap.add(bounceFor(room, seq));
    imap.refuse('UID FETCH', '2');
    await look(mailboxWatch(room, signal));
    await takeInEvents(room);
    expect(Object.keys(await outcomesOf(store))).toEqual(['1', '3']);
    expect(said.join()).toMatch(/mail 2 is not handed out: It is broken/);
    expect((await readGauges(store, clock.now())).bouncesReadAt).toBe(0);
  });

  it('that cannot be searched is not taken for an empty one', async () => {
    const imap = await startImapServer();
    const room = await roomAt(addressAt(imap.port));
    imap.refuse('UID SEARCH');
    await look(mailboxWatch(room, signal));
    expect(said.join()).toMatch(/its mails cannot be searched/);
    expect((await readGauges(store, clock.now())).bouncesReadAt).toBe(0);
  });

  it('is not asked for a password where its certificate is not known', async () => {
    const imap = await startImapServer({ encrypted: true });
    const room = await roomAt(addressAt(imap.port).replace('imap:', 'imaps:'));
    await look(mailboxWatch(room, signal));
    expect(said.join()).toMatch(/self-signed certificate/);
    expect((await readGauges(store, clock.now())).bouncesReadAt).toBe(0);
  });
});

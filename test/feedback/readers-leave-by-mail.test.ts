import { expect, it } from 'vitest';
import { createWebApp } from '../../src/app.ts';
import { createKeyring, readToken, signToken } from '../../src/audience/token.ts';
import { buildMessages } from '../../src/delivery/payload.ts';
import { draftIssue } from '../../src/newsroom/draft.ts';
import { pickWeek } from '../../src/newsroom/pick-week.ts';
import { takeInEvents } from '../../src/newsroom/take-in-events.ts';
import { consentsOf } from '../../src/storage/audience/consents.ts';
import { confirm, unsubscribe } from '../../src/storage/audience/subscribers.ts';
import { countAudience } from '../../src/storage/delivery/freezes.ts';
import { readGauges } from '../../src/storage/feedback/gauges.ts';
import { fixedClock } from '../support/clock.ts';
import { addReaders } from '../support/frozen-issue.ts';
import { openTestApp } from '../support/newsroom.ts';
import { describeStores } from '../support/stores.ts';
import { eventBody, SECRET, signed } from './hooks.ts';

const MAILBOX = 'leave@weekly.example.com';

describeStores('a mail that asks to leave', open => {
  const setUp = async (settings: Record<string, string> = {}) => {
    const store = await open();
    const clock = fixedClock('2026-11-26T09:10:00Z');
    const app = await openTestApp(store, clock, {
      settings: { MAIL_UNSUBSCRIBE: MAILBOX, RESEND_WEBHOOK_SECRET: SECRET, ...settings },
    });
    await addReaders(store, 2, clock);
    const web = await createWebApp(app);
    let calls = 0;
    const arrives = async (mail: Record<string, unknown>, call: { id?: string; secret?: string } = {}) => {
      calls += 1;
      const body = eventBody('received', { emailId: `in_${calls}`, at: clock.now(), data: mail });
      const answer = await web.request('/hooks/resend', signed({ id: `msg_${calls}`, body, ...call }));
      await takeInEvents(app);
      return answer.status;
    };
    const token = (id: number, key = app.keyring.current) => signToken(key, 'unsubscribe', String(id));
    const audience = () => countAudience(store, clock.now());
    const ignored = async () => (await readGauges(store, clock.now())).receivedIgnored;
    return { store, clock, app, arrives, token, audience, ignored };
  };

  it('takes its reader off the list by the token in the subject, once, whoever wrote it', async () => {
    const { store, arrives, token, audience, ignored } = await setUp();
    const mail = {
      from: 'Somebody Else <else@elsewhere.example>',
      to: [`Leave <${MAILBOX.toUpperCase()}>`],
      subject: `Re: unsubscribe ${token(1)}`,
    };
    for (const id of ['msg_a', 'msg_a', 'msg_b']) expect(await arrives(mail, { id })).toBe(200);
    expect(await audience()).toBe(1);
    expect(await consentsOf(store, 1)).toEqual([
      expect.objectContaining({
        event: 'unsubscribed',
        wording: 'unsubscribe',
        source: 'mail',
        evidence: { method: 'mailto' },
      }),
    ]);
    expect(await ignored()).toBe(0);
  });

  it('leaves neither address, subject nor token in the database', async () => {
    const { store, arrives, token } = await setUp();
    await arrives({ from: 'ada@elsewhere.example', to: [MAILBOX], subject: `unsubscribe ${token(1)}` });
    const [event] = await store.db.selectFrom('mail_events').selectAll().execute();
    expect(event).toMatchObject({ about: 'none', result: 'applied' });
    expect(JSON.parse(event!.body)).toMatchObject({ type: 'email.received', leave: 1 });
    expect(JSON.stringify(event)).not.toMatch(new RegExp(`elsewhere|leave@|${token(1)}|subject`));
  });

  it('is ignored and counted without a token of ours, or at another address', async () => {
    const { app, arrives, token, audience, ignored } = await setUp();
    const foreign = createKeyring(['somebody-elses-key-'.repeat(3)]).current;
    const reader = 'reader1@example.com';
    const mails = [
      // The sender alone proves nothing: anybody can write it.
      { from: reader, to: [MAILBOX], subject: 'unsubscribe' },
      { from: reader, to: [MAILBOX], subject: `unsubscribe ${token(1, foreign)}` },
      { from: reader, to: [MAILBOX], subject: `unsubscribe ${token(1).slice(0, -1)}` },
      { from: reader, to: [MAILBOX], subject: `unsubscribe ${token(999)}` },
      { from: reader, to: [MAILBOX], subject: signToken(app.keyring.current, 'preferences', '1') },
      { from: reader, to: ['editor@weekly.example.com'], subject: `unsubscribe ${token(1)}` },
      { from: reader, to: [MAILBOX], subject: '' },
      { to: 7, subject: { a: 1 }, leave: 1 },
    ];
    for (const mail of mails) expect(await arrives(mail)).toBe(200);
    expect(await audience()).toBe(2);
    expect(await ignored()).toBe(mails.length);
  });

  it('is refused when it was not signed by the mail API', async () => {
    const { arrives, token, audience } = await setUp();
    const secret = `whsec_${Buffer.from('nobody knows this one, 32 bytes.').toString('base64')}`;
    expect(await arrives({ to: [MAILBOX], subject: token(1) }, { secret })).toBe(401);
    expect(await audience()).toBe(2);
  });

  it('asks for nothing where no mailbox is set', async () => {
    const { arrives, token, audience, ignored } = await setUp({ MAIL_UNSUBSCRIBE: '' });
    await arrives({ to: [MAILBOX], subject: token(1) });
    expect([await audience(), await ignored()]).toEqual([2, 1]);
  });

  it('written before its reader signed up again does not take them off', async () => {
    const { store, clock, arrives, token, audience } = await setUp();
    const consent = { wording: '', source: 'form', evidence: {} };
    await unsubscribe(store, 1, { at: clock.now(), consent });
    const body = { to: [MAILBOX], subject: token(1) };
    clock.advance(60_000);
    await confirm(store, 1, { at: clock.now(), askedAt: clock.now() - 1, consent });
    clock.advance(-30_000);
    await arrives(body);
    clock.advance(60_000);
    expect(await audience()).toBe(2);
    await arrives(body);
    expect(await audience()).toBe(1);
  });

  it('is offered in List-Unsubscribe with the reader’s own token', async () => {
    const { app } = await setUp();
    const picked = await pickWeek(app, '2026-W48', 'test');
    if (picked.kind === 'invalid_catalogue') throw new Error(picked.message);
    const { frozen } = await draftIssue(app, picked.issue);
    const issue = { issueId: 1, week: '2026-W48', mails: [frozen], installationId: app.installationId };
    const [mail] = buildMessages(issue, app.keyring.current, [
      { seq: 1, subscriberId: 1, email: 'a@b.example', name: '', variant: 1 },
    ]);
    const [, token = ''] = /unsubscribe%20([^>]+)>$/.exec(mail?.headers['List-Unsubscribe'] ?? '') ?? [];
    expect(mail?.headers['List-Unsubscribe']).toBe(
      `<${app.settings.PUBLIC_URL}/unsubscribe/${token}>, <mailto:${MAILBOX}?subject=unsubscribe%20${token}>`,
    );
    expect(readToken(app.keyring, 'unsubscribe', token, app.now())).toBe('1');
    expect(mail?.headers['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click');
  });
});

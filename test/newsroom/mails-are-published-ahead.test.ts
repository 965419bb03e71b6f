import { expect, it } from 'vitest';
import { contentHash } from '../../scripts/stand-in/ledger.ts';
import type { StandIn } from '../../scripts/stand-in/stand-in.ts';
import { erase } from '../../src/storage/audience/erasures.ts';
import { suppress } from '../../src/storage/audience/suppressions.ts';
import { Ahead, monday, resend, ses, watchOf } from '../support/ahead.ts';
import { describeStores } from '../support/stores.ts';
import { thinMailer } from '../support/thin-issue.ts';

/** Hours after the approval: what was seen then is believed. */
const SOON = '2026-11-23T15:00:00Z';

/** Of the batches, in order. */
function forms(standIn: StandIn): string[] {
  return standIn.requests().map(({ body }) => (body.includes('"template":{') ? 'thin' : 'full'));
}

function expectOnceEach(standIn: StandIn, readers: number): void {
  expect(standIn.ledger()).toMatchObject({ accepted: readers, duplicates: [], conflicts: 0 });
  expect(Object.keys(standIn.ledger().addresses)).toHaveLength(readers);
}

describeStores('an approved issue of the thin wire', open => {
  it('is published by the scheduler, and its send asks for no template', async () => {
    const clock = monday();
    const { standIn, mailer } = await resend(clock);
    const at = await Ahead.open(await open(), clock, { mailers: [mailer], readers: 20 });
    await at.minute();
    expect(standIn.templateRequests()).toBe(0);
    await at.approve();
    await at.minute();
    expect(standIn.templates()).toHaveLength(1);
    await at.minute(3 * 24 * 60 - 60);
    const before = standIn.templateRequests();
    expect(await at.send()).toMatchObject({ kind: 'sent', status: { submitted: 20 } });
    expect(standIn.templateRequests()).toBe(before);
    expect(forms(standIn)).toEqual(['thin']);
    expectOnceEach(standIn, 20);
    const [mail] = standIn.ledger().mails;
    const shown = standIn.shown(mail?.id ?? '');
    expect(shown?.html).toContain('reader0@example.com');
    expect(mail?.content).toBe(shown && contentHash(shown));
  });

  it('is published ahead at SES too', async () => {
    const clock = monday();
    const { standIn, mailer } = await ses(clock);
    const at = await Ahead.open(await open(), clock, { mailers: [mailer], readers: 60 });
    await at.approve();
    await at.minute();
    expect(standIn.templates.size).toBe(1);
    await at.minute(3 * 24 * 60 - 60);
    const before = standIn.templateRequests();
    expect(await at.send()).toMatchObject({ kind: 'sent', status: { submitted: 60 } });
    expect(standIn.templateRequests()).toBe(before);
    expect(standIn.calls()).toBe(2);
  });

  it('is published by the send where nobody did it before', async () => {
    const clock = monday();
    const { standIn, mailer } = await resend(clock);
    const at = await Ahead.open(await open(), clock, { mailers: [mailer], readers: 5 });
    await at.approve();
    expect(await at.send()).toMatchObject({ kind: 'sent' });
    expect(standIn.templateRequests()).toBe(4);
    expect(forms(standIn)).toEqual(['thin']);
  });

  it('is published once by two processes that look at once, and looked at by one of them an hour later', async () => {
    const clock = monday();
    const { standIn, mailer } = await resend(clock);
    const at = await Ahead.open(await open(), clock, { mailers: [mailer], readers: 5 });
    const second = thinMailer(standIn, clock);
    const other = await at.another([second]);
    await at.approve();
    await Promise.all([at.watch(), other()]);
    expect(standIn.templateRequests()).toBe(4);
    expect(standIn.templates()).toHaveLength(1);
    clock.advance(61 * 60_000);
    await Promise.all([at.watch(), other()]);
    expect(standIn.templateRequests()).toBe(5);
    await second.close();
  });

  it('is published for those variants alone that somebody would get; who comes later has theirs from the send', async () => {
    const clock = monday();
    const { standIn, mailer } = await resend(clock);
    const at = await Ahead.open(await open(), clock, { mailers: [mailer], readers: 3 });
    const [, second = '', third = ''] = at.categories;
    await at.readers(2, [third], 'third');
    await at.approve();
    await at.minute();
    expect(standIn.templates().map(({ name }) => name.split('/').at(-1))).toEqual(['1', '3']);
    await at.readers(1, [second], 'second');
    const before = standIn.templateRequests();
    expect(await at.send(SOON)).toMatchObject({ kind: 'sent', status: { submitted: 6 } });
    expect(standIn.templateRequests()).toBe(before + 4);
    expect(standIn.templates()).toHaveLength(3);
    expectOnceEach(standIn, 6);
  });

  it('goes to those who are left when readers were suppressed, erased or left in between', async () => {
    const clock = monday();
    const { standIn, mailer } = await resend(clock);
    const at = await Ahead.open(await open(), clock, { mailers: [mailer], readers: 6 });
    await at.readers(1, [at.categories[1] ?? ''], 'only');
    await at.approve();
    await at.minute();
    expect(standIn.templates()).toHaveLength(2);
    const reason = { reason: 'complaint', detail: '', at: clock.now() } as const;
    await suppress(at.store, { email: 'reader1@example.com', ...reason });
    await erase(at.store, 'reader2@example.com', clock.now());
    await erase(at.store, 'only0@example.com', clock.now());
    const before = standIn.templateRequests();
    expect(await at.send(SOON)).toMatchObject({ kind: 'sent', status: { submitted: 4 } });
    expect(standIn.templateRequests()).toBe(before);
    expectOnceEach(standIn, 4);
    const mails = JSON.stringify(await at.store.db.selectFrom('early_templates').selectAll().execute());
    expect(mails).not.toContain('@');
  });

  it('is one template where a process is killed before it could write that down, for whoever comes next', async () => {
    const clock = monday();
    const { standIn, mailer } = await resend(clock);
    const at = await Ahead.open(await open(), clock, { mailers: [mailer], readers: 5 });
    await at.approve();
    const { templates } = at.app;
    const dies = { ...templates.early, settle: () => Promise.reject(new Error('killed')) };
    const killed = { ...at.app, templates: { ...templates, early: dies } };
    await watchOf(killed)();
    expect(standIn.templates()).toHaveLength(1);
    // Until its lease is over nobody else is at it; a send does not wait for that.
    await at.watch();
    expect(standIn.templateRequests()).toBe(4);
    await at.minute(2);
    expect(standIn.templateRequests()).toBe(5);
    expect(await at.send()).toMatchObject({ kind: 'sent' });
    expect(forms(standIn)).toEqual(['thin']);
    expect(standIn.templates()).toHaveLength(1);
  });

  it.each(['request', 'entries'] as const)(
    'goes to everybody once, in full, when its template was deleted since (fails the %s)',
    async missingTemplate => {
      const clock = monday();
      const { standIn, mailer } = await resend(clock, { missingTemplate });
      const at = await Ahead.open(await open(), clock, { mailers: [mailer], readers: 250 });
      await at.approve();
      await at.minute();
      standIn.removeTemplate(standIn.templates()[0]?.id ?? '');
      expect(await at.send(SOON)).toMatchObject({
        kind: 'sent',
        status: { submitted: 250, rejected: 0, uncertain: 0 },
      });
      expect(forms(standIn)).toEqual(['thin', 'full', 'full', 'full']);
      expectOnceEach(standIn, 250);
    },
  );

  it('goes to everybody once when SES has lost its template', async () => {
    const clock = monday();
    const { standIn, mailer } = await ses(clock);
    const at = await Ahead.open(await open(), clock, { mailers: [mailer], readers: 70 });
    await at.approve();
    await at.minute();
    standIn.templates.clear();
    expect(await at.send(SOON)).toMatchObject({
      kind: 'sent',
      status: { submitted: 70, rejected: 0, uncertain: 0 },
    });
    expect(new Set(standIn.mails.map(({ to }) => to)).size).toBe(70);
    expect(standIn.mails).toHaveLength(70);
  });

  it('names its new mail when it was changed and approved again; what was published first stays as it is', async () => {
    const clock = monday();
    const { standIn, mailer } = await resend(clock);
    const at = await Ahead.open(await open(), clock, { mailers: [mailer], readers: 5 });
    await at.approve();
    await at.minute();
    const [first] = standIn.templates();
    const issue = (await at.app.issues.find('2026-W48'))!;
    await at.app.issues.change(issue.id, issue.revision, {
      edits: { ...issue.edits, intro: 'Other words.' },
    });
    await at.minute(120);
    expect(standIn.templates()).toEqual([first]);
    await at.approve();
    await at.minute();
    const [, second] = standIn.templates();
    expect(standIn.templates()).toEqual([first, second]);
    expect(await at.send()).toMatchObject({ kind: 'sent' });
    expect(standIn.requests()[0]?.body).toContain(`"template":{"id":"${second?.id}"`);
    expect(standIn.templates()).toHaveLength(2);
  });

  it('is named as it was published when the same was taken back and approved again', async () => {
    const clock = monday();
    const { standIn, mailer } = await resend(clock);
    const at = await Ahead.open(await open(), clock, { mailers: [mailer], readers: 5 });
    await at.approve();
    await at.minute();
    await at.hold();
    await at.minute(120);
    expect(standIn.templateRequests()).toBe(4);
    await at.approve();
    await at.minute();
    expect(standIn.templates()).toHaveLength(1);
    expect(await at.send()).toMatchObject({ kind: 'sent' });
    expect(forms(standIn)).toEqual(['thin']);
  });
});

import { describe, expect, it } from 'vitest';
import { factOf } from '../../src/feedback/fact-of.ts';
import type { MailFact } from '../../src/feedback/mail-event.ts';
import { translatePostmarkEvent } from '../../src/feedback/postmark-event.ts';
import { tag } from './hooks.ts';
import { eventFor } from './postmark-hooks.ts';

const NOW = Date.parse('2026-11-26T10:00:00Z');
const read = (
  event: object | string,
  leaverOf?: (mail: { to: readonly string[]; subject: string }) => number | null,
) =>
  translatePostmarkEvent(typeof event === 'string' ? event : JSON.stringify(event), {
    installationId: 'inst',
    now: NOW,
    ...(leaverOf && { leaverOf }),
  });
const factIn = (event: object): MailFact => {
  const { source, type, body, at } = read(event);
  return factOf(source, { type, body, at });
};
const bounce = (type: string, inactive = false) => eventFor(tag(3), { is: 'Bounce', type, inactive });

describe('an event of Postmark', () => {
  it('names the mail, its time and what it is about', () => {
    expect(read(eventFor(tag(3), { is: 'Delivery' }))).toMatchObject({
      source: 'postmark',
      type: 'email.delivered',
      at: Date.UTC(2026, 10, 26, 9, 5, 1),
      providerId: '00000000-0000-4000-8000-0000inst_1_3',
      subject: { kind: 'delivery', issueId: 1, seq: 3 },
    });
    expect(read(eventFor('other_1_3', { is: 'Delivery' })).subject).toEqual({ kind: 'foreign' });
    expect(read(eventFor(undefined, { is: 'Delivery' })).subject).toEqual({ kind: 'untagged' });
    expect(read(eventFor('inst_single_9', { is: 'Delivery' })).subject).toEqual({
      kind: 'single',
      id: 9,
      sure: true,
    });
  });

  it.each([
    ['HardBounce', 'email.bounced', { kind: 'bounced', lasting: 'permanent' }],
    ['BadEmailAddress', 'email.bounced', { kind: 'bounced', lasting: 'permanent' }],
    ['SoftBounce', 'email.bounced', { kind: 'bounced', lasting: 'transient' }],
    ['DnsError', 'email.bounced', { kind: 'bounced', lasting: 'transient' }],
    ['SpamNotification', 'email.bounced', { kind: 'bounced', lasting: 'undetermined' }],
    ['Blocked', 'email.bounced', { kind: 'bounced', lasting: 'undetermined' }],
    ['SomethingNew', 'email.bounced', { kind: 'bounced', lasting: 'undetermined' }],
    ['Transient', 'email.delivery_delayed', { kind: 'delayed' }],
    ['SpamComplaint', 'email.complained', { kind: 'complained' }],
    ['ManuallyDeactivated', 'email.suppressed', { kind: 'suppressed', because: 'complaint' }],
    ['Unsubscribe', 'email.suppressed', { kind: 'suppressed', because: 'complaint' }],
    ['SMTPApiError', 'email.failed', { kind: 'failed' }],
    ['DMARCPolicy', 'email.failed', { kind: 'failed' }],
    ['AutoResponder', 'email.sent', { kind: 'submitted' }],
    ['ChallengeVerification', 'email.sent', { kind: 'submitted' }],
  ])('says of a bounce of type %s that it is %s', (type, name, fact) => {
    expect(read(bounce(type)).type).toBe(name);
    expect(factIn(bounce(type))).toMatchObject(fact);
  });

  it('that has made an address inactive is for good, whatever its type', () => {
    expect(factIn(bounce('SoftBounce', true))).toMatchObject({ kind: 'bounced', lasting: 'permanent' });
    expect(factIn(bounce('Blocked', true))).toMatchObject({ kind: 'bounced', lasting: 'permanent' });
  });

  it('tells complaints and whom it no longer mails', () => {
    expect(factIn(eventFor(tag(3), { is: 'SpamComplaint' }))).toEqual({ kind: 'complained' });
    const change = (reason: string, origin: string, suppress = true) =>
      factIn(eventFor(tag(3), { is: 'SubscriptionChange', suppress, reason, origin }));
    expect(change('HardBounce', 'Recipient')).toMatchObject({ kind: 'suppressed', because: 'bounce' });
    expect(change('SpamComplaint', 'Recipient')).toMatchObject({ kind: 'suppressed', because: 'complaint' });
    expect(change('ManualSuppression', 'Recipient')).toEqual({
      kind: 'suppressed',
      because: 'complaint',
      reason: 'The reader has unsubscribed at Postmark.',
    });
    expect(change('ManualSuppression', 'Customer', false)).toEqual({ kind: 'other' });
  });

  it('tells who has opened and clicked, and keeps no token of a link', () => {
    const link = `https://weekly.example/vote/${'T0k3n'.repeat(10)}`;
    const click = eventFor(tag(3), { is: 'Click', link, userAgent: 'Safari', ip: '192.0.2.9' });
    const fact = factIn(click);
    expect(fact).toMatchObject({ kind: 'clicked', visit: { userAgent: 'Safari', ip: '192.0.2.9' } });
    expect(fact.kind === 'clicked' && fact.visit.link).toMatch(
      /^https:\/\/weekly\.example\/vote\/~[0-9a-f]{12}$/,
    );
    expect(factIn(eventFor(tag(3), { is: 'Open' }))).toMatchObject({ kind: 'opened', visit: { link: '' } });
  });

  it('has one id however often it comes, and another than any other', () => {
    const events = [
      ...['HardBounce', 'SoftBounce'].map(type => eventFor(tag(3), { is: 'Bounce', type })),
      ...[tag(3), tag(4)].map(delivery => eventFor(delivery, { is: 'Delivery' })),
      eventFor(tag(3), { is: 'Open' }),
      eventFor(tag(3), { is: 'Open' }, { at: Date.UTC(2026, 10, 26, 9, 9) }),
      eventFor(tag(3), { is: 'Click', link: 'https://a.example/' }),
      eventFor(tag(3), { is: 'Click', link: 'https://b.example/' }),
      eventFor(tag(3), { is: 'SpamComplaint' }),
      { RecordType: 'Delivery' },
      { RecordType: 'Bounce' },
    ];
    const ids = events.map(event => read(event).eventId);
    expect(new Set(ids).size).toBe(events.length);
    expect(events.map(event => read(structuredClone(event)).eventId)).toEqual(ids);
    for (const id of ids) expect(id).toMatch(/^postmark:[0-9a-f]{40}$/);
  });

  it('keeps no address, subject or body', () => {
    const secret = { to: 'ada.private@readers.example', subject: 'Private subject', html: '<p>Private</p>' };
    const kinds = ['Delivery', 'SpamComplaint', 'Open'] as const;
    const events = [
      ...kinds.map(is => eventFor(tag(3), { is }, secret)),
      { ...eventFor(tag(3), { is: 'Bounce', type: 'HardBounce' }, secret), Content: 'Private content' },
    ];
    for (const event of events) expect(JSON.stringify(read(event))).not.toMatch(/private/i);
  });

  it.each([
    '',
    '{',
    'null',
    '[]',
    '"words"',
    '{"RecordType":7,"Metadata":"x","ID":{},"ToFull":3}',
    '{"RecordType":"Later"}',
  ])('that makes no sense is kept and tells nothing: %s', body => {
    const event = read(body);
    expect(event.at).toBe(NOW);
    expect(factOf('postmark', event)).toEqual({ kind: 'other' });
    expect(event.subject).toEqual({ kind: 'none' });
  });

  it('of a mail that came in says who asks to leave', () => {
    const asked: unknown[] = [];
    const mail = {
      From: 'ada@readers.example',
      ToFull: [{ Email: 'leave+token@weekly.example' }],
      OriginalRecipient: 'hash@inbound.postmarkapp.com',
      Subject: 'unsubscribe',
      MessageID: 'm1',
      Date: 'Thu, 26 Nov 2026 09:00:00 +0000',
    };
    const event = read(mail, about => {
      asked.push(about);
      return 12;
    });
    expect(asked).toEqual([
      { to: ['leave+token@weekly.example', 'hash@inbound.postmarkapp.com'], subject: 'unsubscribe' },
    ]);
    expect(event).toMatchObject({ type: 'email.received', subject: { kind: 'none' }, providerId: '' });
    expect(factOf('postmark', event)).toEqual({ kind: 'leave', subscriberId: 12 });
    expect(event.body).not.toMatch(/@|unsubscribe/);
  });
});

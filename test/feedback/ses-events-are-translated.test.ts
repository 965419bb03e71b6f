import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bounced, complained, delayed, delivered, sesEvent } from '../../scripts/stand-in/ses/events.ts';
import { factOf } from '../../src/feedback/fact-of.ts';
import type { MailEvent } from '../../src/feedback/mail-event.ts';
import { translateSesEvent } from '../../src/feedback/ses-event.ts';
import type { SnsMessage } from '../../src/feedback/sns-message.ts';

const to = 'ada.lovelace@readers.example';
const mail = { id: '0102-1', to, tags: { delivery: 'inst_7_123', kind: 'issue' } };

function translated(message: unknown, id = 'm-1'): MailEvent {
  const text = typeof message === 'string' ? message : JSON.stringify(message);
  const sns = { Type: 'Notification', MessageId: id, Message: text, Timestamp: '2026-11-26T10:00:00.000Z' };
  return translateSesEvent(sns as SnsMessage, 'inst');
}

function factIn(event: MailEvent) {
  return factOf(event.source, event);
}

describe('an event of SES', () => {
  it.each([
    ['Send', {}, 'email.sent', { kind: 'submitted' }],
    ['Delivery', delivered(to), 'email.delivered', { kind: 'delivered' }],
    ['DeliveryDelay', delayed(to), 'email.delivery_delayed', { kind: 'delayed' }],
    ['Bounce', bounced(to, 'Permanent'), 'email.bounced', { kind: 'bounced', lasting: 'permanent' }],
    [
      'Bounce',
      bounced(to, 'Transient', 'MailboxFull'),
      'email.bounced',
      { kind: 'bounced', lasting: 'transient' },
    ],
    ['Bounce', bounced(to, 'Undetermined'), 'email.bounced', { kind: 'bounced', lasting: 'undetermined' }],
    [
      'Bounce',
      bounced(to, 'Permanent', 'OnAccountSuppressionList'),
      'email.suppressed',
      { kind: 'suppressed', because: 'bounce' },
    ],
    [
      'Bounce',
      bounced(to, 'Permanent', 'Suppressed'),
      'email.suppressed',
      { kind: 'suppressed', because: 'bounce' },
    ],
    ['Complaint', complained(to), 'email.complained', { kind: 'complained' }],
    [
      'Complaint',
      complained(to, { complaintSubType: 'OnAccountSuppressionList' }),
      'email.suppressed',
      { kind: 'suppressed', because: 'complaint' },
    ],
    ['Complaint', complained(to, { complaintFeedbackType: 'not-spam' }), 'not-spam', { kind: 'other' }],
    [
      'Reject',
      { reject: { reason: 'Bad content' } },
      'email.failed',
      { kind: 'failed', reason: 'Bad content' },
    ],
    [
      'Rendering Failure',
      { failure: { errorMessage: 'no READER', templateName: 't' } },
      'email.failed',
      { kind: 'failed', reason: 'no READER' },
    ],
    [
      'Open',
      { open: { timestamp: '2026-11-26T09:30:00.000Z', ipAddress: '192.0.2.1', userAgent: 'Mail' } },
      'email.opened',
      { kind: 'opened', visit: { ip: '192.0.2.1', userAgent: 'Mail', at: Date.UTC(2026, 10, 26, 9, 30) } },
    ],
    [
      'Click',
      { click: { link: 'https://weekly.example/vote/x', ipAddress: '192.0.2.1', userAgent: 'Mail' } },
      'email.clicked',
      { kind: 'clicked', visit: { link: 'https://weekly.example/vote/x' } },
    ],
    ['Subscription', {}, 'Subscription', { kind: 'other' }],
  ])('%s is what it is called by us', (name, details, type, fact) => {
    const event = translated(sesEvent(name, mail, details));
    expect(event).toMatchObject({ source: 'ses', eventId: 'ses:m-1', type, providerId: '0102-1' });
    expect(event.subject).toEqual({ kind: 'delivery', issueId: 7, seq: 123 });
    expect(factIn(event)).toMatchObject(fact);
  });

  it('happened when SES says, else when SNS does', () => {
    expect(translated(sesEvent('Bounce', mail, bounced(to, 'Permanent'))).at).toBe(
      Date.UTC(2026, 10, 26, 9, 6),
    );
    expect(translated(sesEvent('Send', mail)).at).toBe(Date.UTC(2026, 10, 26, 9, 5));
    expect(translated('Successfully validated SNS topic.').at).toBe(Date.UTC(2026, 10, 26, 10));
  });

  it('keeps neither address nor subject, and of a link no token', () => {
    const link = `https://weekly.example/vote/${'t'.repeat(60)}?choice=a`;
    const words = bounced(to, 'Permanent', 'General', `550 5.1.1 <${to}>: unknown`);
    for (const event of [
      translated(sesEvent('Bounce', mail, words)),
      translated(sesEvent('Click', mail, { click: { link } })),
      translated(`not JSON, to ${to} with ${link}`),
    ]) {
      expect(event.body).not.toMatch(/lovelace|Windsurf|tttt/);
      expect(JSON.stringify(factIn(event))).not.toMatch(/lovelace|tttt/);
    }
  });

  it('is about a letter, about no mail of ours, or about another installation’s', () => {
    const tagged = (delivery: string) =>
      translated(sesEvent('Send', { ...mail, tags: { delivery } })).subject;
    expect(tagged('inst_single_9')).toEqual({ kind: 'single', id: 9, sure: true });
    expect(tagged('other_7_123')).toEqual({ kind: 'foreign' });
    expect(translated(sesEvent('Send', { ...mail, tags: {} })).subject).toEqual({ kind: 'untagged' });
    expect(translated('Successfully validated SNS topic.').subject).toEqual({ kind: 'none' });
  });

  it('is read where it comes of an identity, without a configuration set', () => {
    const { eventType, ...rest } = sesEvent('Bounce', mail, bounced(to, 'Permanent')) as Record<
      string,
      unknown
    >;
    expect(translated({ ...rest, notificationType: eventType })).toMatchObject({ type: 'email.bounced' });
  });

  it('never fails, whatever is in it', () => {
    const whole = sesEvent('Bounce', mail, bounced(to, 'Permanent')) as Record<string, unknown>;
    const places = ['eventType', 'mail', 'bounce', 'complaint', 'delivery', 'open', 'click', 'failure'];
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.jsonValue(), (place, value) => {
        const event = translated({ ...whole, [place]: value });
        expect(factIn(event).kind).toMatch(/./);
        expect(event.type.length).toBeLessThanOrEqual(200);
      }),
    );
    fc.assert(
      fc.property(fc.string(), fc.jsonValue(), (text, value) => {
        expect([factIn(translated(text)).kind, factIn(translated(JSON.stringify(value))).kind]).toEqual([
          'other',
          'other',
        ]);
      }),
    );
  });
});

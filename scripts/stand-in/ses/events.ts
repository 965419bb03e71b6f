/** What an event is about. */
export interface EventMail {
  readonly id: string;
  readonly to: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** An event as SES publishes it. @param details what is said under the event's own name, `{ bounce: { … } }` */
export function sesEvent(
  eventType: string,
  { id, to, tags }: EventMail,
  details: Readonly<Record<string, unknown>> = {},
  at = Date.UTC(2026, 10, 26, 9, 5),
): unknown {
  const timestamp = new Date(at).toISOString();
  return {
    eventType,
    mail: {
      timestamp,
      messageId: id,
      source: 'Verdicts <verdicts@example.com>',
      sourceArn: 'arn:aws:ses:eu-west-1:123456789012:identity/example.com',
      sendingAccountId: '123456789012',
      destination: [to],
      headersTruncated: false,
      headers: [{ name: 'To', value: to }],
      commonHeaders: { from: ['Verdicts <verdicts@example.com>'], to: [to], subject: 'Zed vs Windsurf' },
      tags: {
        'ses:configuration-set': ['issues'],
        ...Object.fromEntries(Object.entries(tags).map(([name, value]) => [name, [value]])),
      },
    },
    ...details,
  };
}

const recipient = (emailAddress: string) => ({ emailAddress });

/** What stands under the name of a bounce. */
export const bounced = (
  to: string,
  bounceType: string,
  bounceSubType = 'General',
  diagnosticCode = 'smtp; 550 5.1.1',
) => ({
  bounce: {
    feedbackId: '0102018-feedback-000000',
    bounceType,
    bounceSubType,
    bouncedRecipients: [{ ...recipient(to), action: 'failed', status: '5.1.1', diagnosticCode }],
    timestamp: '2026-11-26T09:06:00.000Z',
    reportingMTA: 'dns; a1.smtp-out.eu-west-1.amazonses.com',
  },
});

export const complained = (to: string, more: Readonly<Record<string, unknown>> = {}) => ({
  complaint: {
    feedbackId: '0102018-feedback-000001',
    complaintSubType: null,
    complainedRecipients: [recipient(to)],
    timestamp: '2026-11-26T09:07:00.000Z',
    complaintFeedbackType: 'abuse',
    ...more,
  },
});

export const delivered = (to: string) => ({
  delivery: {
    timestamp: '2026-11-26T09:05:30.000Z',
    processingTimeMillis: 800,
    recipients: [to],
    smtpResponse: '250 2.6.0 Message received',
    reportingMTA: 'a1.smtp-out.eu-west-1.amazonses.com',
  },
});

export const delayed = (to: string) => ({
  deliveryDelay: {
    timestamp: '2026-11-26T09:05:20.000Z',
    delayType: 'TransientCommunicationFailure',
    expirationTime: '2026-11-26T21:05:20.000Z',
    delayedRecipients: [{ ...recipient(to), status: '4.4.1', diagnosticCode: 'smtp; 421 4.4.1' }],
  },
});

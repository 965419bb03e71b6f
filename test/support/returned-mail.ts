/** What a report says of one mail, as a Postfix words it. */
export interface Report {
  /** Where it is sent to. */
  readonly to: string;
  readonly action?: 'failed' | 'delayed' | 'delivered';
  /** RFC 3463. */
  readonly status?: string;
  /** The remote server's words, after `smtp; `. */
  readonly words?: string;
  readonly reader?: string;
  readonly envelopeId?: string;
}

/** A delivery status notification (RFC 3464) with CRLF at each line's end. */
export function deliveryReport(report: Report): string {
  const {
    to,
    action = 'failed',
    status = '5.1.1',
    words = '550 5.1.1 User unknown',
    reader = 'reader1@readers.example',
    envelopeId,
  } = report;
  return lines(
    'Return-Path: <>',
    'From: MAILER-DAEMON@relay.example (Mail Delivery System)',
    'Subject: Undelivered Mail Returned to Sender',
    `To: ${to}`,
    'Date: Thu, 26 Nov 2026 09:11:00 +0000',
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    '',
    '--b',
    'Content-Type: text/plain; charset=us-ascii',
    '',
    'This is the mail system at host relay.example.',
    '',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; relay.example',
    ...(envelopeId === undefined ? [] : [`Original-Envelope-Id: ${envelopeId}`]),
    'Arrival-Date: Thu, 26 Nov 2026 09:10:00 +0000',
    '',
    `Final-Recipient: rfc822; ${reader}`,
    `Action: ${action}`,
    `Status: ${status}`,
    'Remote-MTA: dns; mx.readers.example',
    `Diagnostic-Code: smtp; ${words}`,
    '',
    '--b',
    'Content-Type: text/rfc822-headers',
    '',
    'From: Verdicts <verdicts@example.com>',
    `To: ${reader}`,
    'Subject: Zed vs Windsurf',
    'Message-ID: <1@example.com>',
    '',
    '--b--',
    '',
  );
}

/** A complaint as a mailbox provider reports it (RFC 5965). @param about the return path of the mail that was complained of */
export function complaintReport({ to, about }: { readonly to: string; readonly about: string }): string {
  return lines(
    'From: <abuse@mailbox.example>',
    'Subject: FW: Zed vs Windsurf',
    `To: ${to}`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=feedback-report; boundary="b"',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'This is an email abuse report.',
    '',
    '--b',
    'Content-Type: message/feedback-report',
    '',
    'Feedback-Type: abuse',
    'User-Agent: SomeGenerator/1.0',
    'Version: 1',
    `Original-Mail-From: <${about}>`,
    '',
    '--b',
    'Content-Type: message/rfc822',
    '',
    'From: Verdicts <verdicts@example.com>',
    'Subject: Zed vs Windsurf',
    '',
    'Zed',
    '',
    '--b--',
    '',
  );
}

/** An answer of somebody who is away (RFC 3834). */
export function awayReply(to: string): string {
  return lines(
    'From: Reader <reader1@readers.example>',
    `To: ${to}`,
    'Subject: Out of office Re: Zed vs Windsurf',
    'Auto-Submitted: auto-replied',
    '',
    'I am away until Monday.',
    '',
  );
}

function lines(...all: readonly string[]): string {
  return all.join('\r\n');
}

import { generateKeyPairSync } from 'node:crypto';
import PostalMime from 'postal-mime';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listHeaders } from '../../../src/delivery/mail-headers.ts';
import { dkimSigner } from '../../../src/delivery/mailers/dkim.ts';
import type { Mailer, MailerAnswer, MailMessage } from '../../../src/delivery/mailers/mailer.ts';
import { messageId, mimeBytes } from '../../../src/delivery/mailers/mime.ts';
import { smtpMailer } from '../../../src/delivery/mailers/smtp.ts';
import { fixedClock } from '../../support/clock.ts';
import { verifyDkim } from '../../support/dkim-verify.ts';
import { type SmtpSink, startSmtpSink } from '../../support/smtp-sink.ts';

const clock = fixedClock('2026-11-26T09:00:00Z');
const never = new AbortController().signal;
const keys = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const dkim = { domain: 'weekly.example', selector: 's1', privateKey: keys.privateKey };
const from = 'Verdicts <verdicts@weekly.example>';
const unsubscribe = `https://weekly.example/unsubscribe/${'t'.repeat(120)}`;
const message: MailMessage = {
  kind: 'issue',
  name: '2026-w48-7',
  from,
  replyTo: 'editor@weekly.example',
  to: 'ada@readers.example',
  subject: 'Zed or Windsurf?',
  html: '<p>Zed ✓</p>',
  text: 'Zed ✓\n.\n..\nlast',
  headers: listHeaders({
    kind: 'issue',
    week: '2026-W48',
    unsubscribe,
    unsubscribeMailbox: 'leave@weekly.example',
    publication: 'Verdicts',
    from,
  }),
  tags: {},
};
const accepted = { kind: 'accepted', items: [{ kind: 'accepted', id: messageId(message) }] };

let sink: SmtpSink;
let mailer: Mailer;

beforeEach(async () => {
  sink = await startSmtpSink();
  mailer = smtpMailer({ url: `smtp://user:secret@127.0.0.1:${sink.port}`, dkim, clock: clock.now });
});

afterEach(async () => {
  await mailer.close();
  await sink.close();
});

/** Whether the signature still holds once the mail was changed. */
async function holdsWith(raw: Buffer, change: (text: string) => string): Promise<boolean> {
  const changed = Buffer.from(change(raw.toString('latin1')), 'latin1');
  return (await verifyDkim(changed, keys.publicKey)).valid;
}

function submit(signal = never, mail = message): Promise<MailerAnswer> {
  return mailer.submit([mail], { key: 'unused', signal });
}

describe('a mail over SMTP', () => {
  it('arrives as written, signed, for its one reader', async () => {
    expect(await submit()).toEqual(accepted);
    const [mail] = sink.mails;
    expect(mail).toMatchObject({ from: 'verdicts@weekly.example', to: ['ada@readers.example'] });
    const parsed = await PostalMime.parse(mail?.raw ?? '');
    expect(parsed).toMatchObject({
      subject: 'Zed or Windsurf?',
      to: [{ address: 'ada@readers.example' }],
      messageId: messageId(message),
      date: '2026-11-26T09:00:00.000Z',
    });
    expect([parsed.text?.trimEnd(), parsed.html?.trimEnd()]).toEqual([message.text, message.html]);
  });

  it('has a signature that holds, over both unsubscribe headers, and breaks with one letter', async () => {
    await submit();
    const raw = sink.mails[0]?.raw ?? Buffer.alloc(0);
    const verdict = await verifyDkim(raw, keys.publicKey);
    expect(verdict).toMatchObject({ valid: true, domain: 'weekly.example', selector: 's1' });
    expect(verdict.signedHeaders).toEqual([
      ...['from', 'reply-to', 'to', 'subject', 'date', 'mime-version', 'content-type'].flatMap(name => [
        name,
        name,
      ]),
      ...['message-id', 'list-unsubscribe', 'list-unsubscribe-post', 'list-id'],
    ]);
    expect(raw.toString('latin1')).toContain(
      `\r\nList-Unsubscribe: <${unsubscribe}>, <mailto:leave@weekly.example?subject=unsubscribe>\r\n`,
    );
    expect(await holdsWith(raw, text => text.replace('One-Click', 'One-Clock'))).toBe(false);
    expect(await holdsWith(raw, text => text.replace('\r\n\r\n', '\r\n\r\nMore.\r\n'))).toBe(false);
  });

  it.each([
    'From: Eve <eve@evil.example>',
    'Subject: You have won',
    'To: all@evil.example',
    'Reply-To: eve@evil.example',
  ])('has a signature that breaks with a second “%s”, on top or below', async second => {
    await submit();
    const raw = sink.mails[0]?.raw ?? Buffer.alloc(0);
    expect(await holdsWith(raw, text => text)).toBe(true);
    expect(await holdsWith(raw, text => `${second}\r\n${text}`)).toBe(false);
    expect(await holdsWith(raw, text => text.replace('\r\n\r\n', `\r\n${second}\r\n\r\n`))).toBe(false);
  });

  it('has a signature that outlives what relays add and how they fold', async () => {
    await submit(never, {
      ...message,
      subject: `Ä ${'word '.repeat(40)}end`,
      text: ' \t spaced   out \n\n\n',
    });
    const raw = sink.mails[0]?.raw ?? Buffer.alloc(0);
    const relay = 'Received: from a by b; Thu, 26 Nov 2026 09:00:01 +0000\r\nFeedback-ID: 1:2:3:relay\r\n';
    expect(await holdsWith(raw, text => relay + text.replace('\r\nTo: ', '\r\nTO:\r\n   '))).toBe(true);
    const head = raw.subarray(0, raw.indexOf('\r\n\r\n')).toString('latin1');
    const signature = head.slice(0, head.search(/\r\n(?!\s)/));
    expect(Math.max(...signature.split('\r\n').map(line => line.length))).toBeLessThanOrEqual(78);
  });

  it('goes unsigned only where no key was given', async () => {
    const unsigned = smtpMailer({ url: `smtp://127.0.0.1:${sink.port}`, clock: clock.now });
    await unsigned.submit([message], { key: 'k', signal: never });
    await unsigned.close();
    expect(sink.mails[0]?.raw.toString('latin1')).not.toContain('DKIM-Signature');
    expect(sink.commands.filter(command => command.startsWith('AUTH'))).toEqual([]);
  });

  it('shares its connection with the mails after it', async () => {
    for (let n = 0; n < 3; n += 1) expect(await submit()).toEqual(accepted);
    expect([sink.mails.length, sink.connections]).toEqual([3, 1]);
  });

  it('goes one a call, without a key that could make a repeat harmless', async () => {
    expect(mailer).toMatchObject({ name: 'smtp', maxBatch: 1, keyWindowMs: null });
    await expect(mailer.submit([message, message], { key: 'k', signal: never })).rejects.toThrow(
      '1 mail, got 2',
    );
  });

  it('to something that is no plain address is rejected before any server hears of it', async () => {
    expect(await submit(never, { ...message, to: 'ada@readers.example, eve@evil.example' })).toEqual({
      kind: 'accepted',
      items: [{ kind: 'rejected', reason: 'The address is not a plain address.' }],
    });
    expect(sink.connections).toBe(0);
  });
});

describe('a DKIM key', () => {
  it('that is none stops the start: the mails would go out unsigned', () => {
    expect(() => dkimSigner({ ...dkim, privateKey: 'nonsense' })).toThrow('not a private key in PEM form');
    const { privateKey } = generateKeyPairSync('ed25519', {
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
    expect(() => dkimSigner({ ...dkim, privateKey })).toThrow('of type ed25519; it must be an RSA key');
  });

  it.each(['s1; d=evil.example', 's1\r\nBcc: a@b', ''])(
    'under a name that is none (%j) does not sign',
    selector => {
      expect(() => dkimSigner({ ...dkim, selector })).toThrow('SMTP_DKIM_SELECTOR must be a name');
      expect(() => dkimSigner({ ...dkim, domain: selector })).toThrow('SMTP_DKIM_DOMAIN must be a name');
    },
  );

  it('signs for a domain beyond ASCII as the DNS writes it', async () => {
    const signed = dkimSigner({ ...dkim, domain: 'Bücher.example' })(await mimeBytes(message, clock.now()));
    expect(await verifyDkim(signed, keys.publicKey)).toMatchObject({
      valid: true,
      domain: 'xn--bcher-kva.example',
    });
  });
});

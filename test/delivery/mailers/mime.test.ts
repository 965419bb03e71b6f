import { simpleParser } from 'mailparser';
import PostalMime from 'postal-mime';
import { describe, expect, it } from 'vitest';
import { listHeaders, mailboxOf } from '../../../src/delivery/mail-headers.ts';
import type { MailMessage } from '../../../src/delivery/mailers/mailer.ts';
import { addressFault, messageId, mimeBytes } from '../../../src/delivery/mailers/mime.ts';
import { at } from '../../support/clock.ts';
import { message, unsubscribe } from './issue-mail.ts';

const date = at('2026-11-26T09:00:00Z');
/** Worked out by hand with another HMAC: a repeat of a later version has the same. */
const ID = '<c15e49a61bdea4b8e0c04fbb57a2b3236c6d90c3@weekly.example>';

describe('a mail as bytes', () => {
  it('is read alike, and as meant, by two parsers', async () => {
    const bytes = await mimeBytes(message, date);
    const one = await simpleParser(bytes);
    const two = await PostalMime.parse(bytes);
    const header = (key: string) => two.headers.find(field => field.key === key)?.value;
    const meant = {
      subject: message.subject,
      from: { name: 'Wöchentliche Urteile', address: 'verdicts@weekly.example' },
      to: { name: '', address: 'ada+tools@readers.example' },
      replyTo: { name: 'The editors', address: 'editor@weekly.example' },
      messageId: ID,
      date: '2026-11-26T09:00:00.000Z',
      html: message.html,
      text: message.text,
      kind: 'issue',
      week: '2026-W48',
      unsubscribe: `<${unsubscribe}>, <mailto:leave@weekly.example?subject=unsubscribe>`,
      post: 'List-Unsubscribe=One-Click',
      listId: 'Weekly AI Tool Verdicts <verdicts.weekly.example>',
    };
    const line = (key: string) =>
      one.headerLines.find(field => field.key === key)?.line.replace(/^[^:]*: /, '');
    expect({
      subject: one.subject,
      from: one.from?.value[0],
      to: one.to && !Array.isArray(one.to) ? one.to.value[0] : null,
      replyTo: one.replyTo?.value[0],
      messageId: one.messageId,
      date: one.date?.toISOString(),
      html: one.html,
      text: one.text,
      kind: one.headers.get('x-verdicts-kind'),
      week: one.headers.get('x-verdicts-issue'),
      unsubscribe: line('list-unsubscribe'),
      post: line('list-unsubscribe-post'),
      listId: line('list-id'),
    }).toEqual(meant);
    expect({
      subject: two.subject,
      from: two.from,
      to: two.to?.[0],
      replyTo: two.replyTo?.[0],
      messageId: two.messageId,
      date: two.date,
      html: (two.html ?? '').trimEnd(),
      text: (two.text ?? '').replace(/\n\n$/, '\n'),
      kind: header('x-verdicts-kind'),
      week: header('x-verdicts-issue'),
      unsubscribe: header('list-unsubscribe'),
      post: header('list-unsubscribe-post'),
      listId: header('list-id'),
    }).toEqual(meant);
  });

  it('has nothing but CRLF and ASCII, no line too long, and the unsubscribe headers on one line each', async () => {
    const raw = (await mimeBytes(message, date)).toString('latin1');
    expect(raw).toMatch(/^[\x00-\x7f]*$/);
    expect(raw.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(Math.max(...raw.split('\r\n').map(line => line.length))).toBeLessThanOrEqual(998);
    expect(raw).toContain(
      `\r\nList-Unsubscribe: <${unsubscribe}>, <mailto:leave@weekly.example?subject=unsubscribe>\r\n`,
    );
    expect(raw).toContain('\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n');
  });

  it('is the same for the same mail and date, and another for another mail', async () => {
    const first = await mimeBytes(message, date);
    expect((await mimeBytes(structuredClone(message), date)).equals(first)).toBe(true);
    const boundary = (bytes: Buffer) => /boundary="([^"]+)"/.exec(bytes.toString('latin1'))?.[1];
    expect(boundary(await mimeBytes({ ...message, text: 'other' }, date))).not.toBe(boundary(first));
  });

  it('has one recipient, whatever is in the address, and one subject line', async () => {
    const hostile = {
      ...message,
      to: 'ada@readers.example, eve@evil.example',
      subject: 'A\r\nBcc: eve@evil.example',
    };
    expect(addressFault(hostile.to)).toBe('not a plain address');
    const parsed = await PostalMime.parse(await mimeBytes(hostile, date));
    expect(parsed.to).toHaveLength(1);
    expect(parsed.subject).toBe('A Bcc: eve@evil.example');
    expect(parsed.bcc).toBeUndefined();
  });

  it.each([
    ['X-A: b', 'c'],
    ['X-A', 'b\r\nBcc: eve@evil.example'],
    ['X-A', 'b\nc'],
    ['', 'b'],
  ])('is not made with the header %j: %j', async (name, value) => {
    await expect(mimeBytes({ ...message, headers: { [name]: value } }, date)).rejects.toThrow(
      'would end it early',
    );
  });

  it('folds a header only when it would be too long for a line, and encodes what is not ASCII', async () => {
    const headers = { 'X-Long': 'word '.repeat(300).trim(), 'X-Word': 'Grüße' };
    const parsed = await PostalMime.parse(await mimeBytes({ ...message, headers }, date));
    const values = Object.fromEntries(parsed.headers.map(({ key, value }) => [key, value]));
    expect(values['x-long']).toBe(headers['X-Long']);
    expect(values['x-word']).toMatch(/Grüße|=\?UTF-8\?/);
  });
});

describe('an address', () => {
  it.each([
    'ada@readers.example',
    "o'hara+x=y@sub.readers.example",
    'jörg@bücher.example',
    'a@xn--bcher-kva.example',
  ])('%s can stand in a mail', address => {
    expect(addressFault(address)).toBeNull();
  });

  it.each([
    '',
    'ada',
    'a@b@c',
    'a b@c.example',
    'a@c.example\n',
    '<a@c.example>',
    'a,b@c.example',
    '"a"@c.example',
  ])('%j cannot', address => {
    expect(addressFault(address)).toBe('not a plain address');
  });

  it('has an end', () => {
    expect(addressFault(`${'a'.repeat(250)}@b.example`)).toBe('longer than 254 characters');
  });
});

describe('the Message-ID of a mail', () => {
  const idOf = (delivery: string, change: Partial<MailMessage> = {}) =>
    messageId({ ...message, ...change, tags: { delivery } });

  it('is the same on every attempt, whatever else of the mail is looked at', () => {
    expect(messageId(structuredClone(message))).toBe(ID);
    expect(idOf('5f0c3ab19d2e47a8b6c1d0e9_7_123')).toBe(ID);
  });

  it('is no other mail’s, of this installation or of another one at the same domain', () => {
    const mails = ['one', 'two'].flatMap(installation =>
      ['7_123', '7_124', '8_123', '71_23', 'single_123', 'single_7'].map(place => `${installation}_${place}`),
    );
    const kinds = (['issue', 'test', 'confirm'] as const).map(kind => idOf('one_single_1', { kind }));
    const previews = ['ada@x.example', 'bob@x.example'].map(to => messageId({ ...message, to, tags: {} }));
    const ids = [...mails.map(delivery => idOf(delivery)), ...kinds, ...previews];
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('says nothing of the week, of the reader’s place or of who they are', () => {
    expect(ID).toMatch(/^<[0-9a-f]{40}@weekly\.example>$/);
    const { name, kind, to, tags } = message;
    for (const told of [name, kind, to, '123', tags.delivery ?? '-', '2026', 'ada']) {
      expect(ID.slice(0, 41).includes(told), told).toBe(false);
    }
  });
});

describe('a sender with letters beyond ASCII', () => {
  it.each(['Bücher News', '人工知能', 'News: "the" best'])(
    'has ASCII headers, and the brackets of List-Id outside of the name: %s',
    async publication => {
      const sender = 'Bücher News <news@BÜCHER.example>';
      const headers = listHeaders({
        kind: 'issue',
        week: '2026-W48',
        unsubscribe,
        publication,
        from: sender,
      });
      const mail = { ...message, from: sender, replyTo: 'ed@bücher.example', headers };
      const raw = (await mimeBytes(mail, date)).toString('latin1');
      const head = raw.slice(0, raw.indexOf('\r\n\r\n'));
      expect(head).toMatch(/^[\x20-\x7e\r\n]*$/);
      expect(head).toContain('@xn--bcher-kva.example>\r\n');
      expect(head).toMatch(/^List-Id: [^<>]+ <verdicts\.xn--bcher-kva\.example>\r$/im);
      expect(head.replaceAll(/\r\n /g, ' ').match(/^Message-ID: +(.*)\r$/m)?.[1]).toMatch(
        /^<[0-9a-f]{40}@xn--bcher-kva\.example>$/,
      );
      expect(mailboxOf(sender)).toBe('news@xn--bcher-kva.example');
    },
  );
});

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import type { MailMessage } from '../../src/delivery/mailers/mailer.ts';
import { emptyOutbox, mail, openSite, sendToOutbox } from '../web/site.ts';

async function sent(message: MailMessage) {
  const directory = await emptyOutbox();
  await sendToOutbox(directory, [message]);
  const { app } = await openSite({ outbox: directory });
  return {
    file: join(directory, message.kind, `${message.name}.eml`),
    get: (more = '') => app.request(`/outbox/${message.kind}/${message.name}${more}`),
  };
}

async function written(bytes: string | Buffer) {
  const directory = await emptyOutbox();
  await mkdir(join(directory, 'notice'));
  await writeFile(join(directory, 'notice', 'by-hand.eml'), bytes);
  const { app } = await openSite({ outbox: directory });
  return (more = '') => app.request(`/outbox/notice/by-hand${more}`);
}

const zed = mail({
  replyTo: 'Editors <editor@weekly.example.com>',
  subject: 'Zed – “4–0” 🚀',
  text: 'Ship Zed – zum Beispiel.\n',
  headers: {
    'X-Verdicts-Kind': 'issue',
    'List-Unsubscribe': `<https://weekly.example.com/unsubscribe/${'u'.repeat(300)}>`,
  },
});

describe('one mail of the outbox', () => {
  it('shows who it goes to, what about, every header and every way to read it', async () => {
    const { get } = await sent(zed);

    const answer = await get();
    const page = await answer.text();

    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    for (const words of [
      '<h1 dir="auto">Zed – “4–0” 🚀</h1>',
      'ada@readers.example',
      'Weekly AI Tool Verdicts &lt;verdicts@weekly.example.com&gt;',
      'Editors &lt;editor@weekly.example.com&gt;',
      '26 Nov 2026 10:00:00',
      `&lt;https://weekly.example.com/unsubscribe/${'u'.repeat(300)}&gt;`,
      'href="/outbox/issue/2026-w48-000001?view=phone"',
      'href="/outbox/issue/2026-w48-000001?view=text"',
      'href="/outbox/issue/2026-w48-000001?view=source"',
      'href="/outbox/issue/2026-w48-000001/eml"',
      'src="/outbox/issue/2026-w48-000001/html"',
    ]) {
      expect(page).toContain(words);
    }
  });

  it('shows the HTML part as it is but for where links open, cut off from everything around it', async () => {
    const { get } = await sent(zed);

    const answer = await get('/html');

    expect(await shownHtml(answer)).toBe(zed.html.replace('<head>', '<head><base target="_blank">'));
    expect(answer.headers.get('content-security-policy')).toBe(
      "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; " +
        "img-src 'self' data:; form-action 'none'; base-uri 'none'; frame-ancestors 'self'",
    );
  });

  it.each([
    ['<p>bare</p>', '<base target="_blank"><p>bare</p>'],
    ['<!DOCTYPE html><p>x</p>', '<!DOCTYPE html><base target="_blank"><p>x</p>'],
    [
      '<html><head lang="en"><title>x</title>',
      '<html><head lang="en"><base target="_blank"><title>x</title>',
    ],
    ['<header>x</header>', '<base target="_blank"><header>x</header>'],
  ])('sends the links of %s to a tab of their own', async (html, expected) => {
    const { get } = await sent({ ...zed, html });

    expect(await shownHtml(await get('/html'))).toBe(expected);
  });

  it('shows the plain text and the source', async () => {
    const { file, get } = await sent(zed);

    const text = await (await get('?view=text')).text();
    const source = await (await get('?view=source')).text();

    expect(text).toMatch(/<pre[^>]*>Ship Zed – zum Beispiel\.\s*<\/pre>/);
    const [, shown = ''] = /<pre class="part source">(.*)<\/pre>/s.exec(source) ?? [];
    expect(unescaped(shown)).toBe(await readFile(file, 'utf8'));
  });

  it('gives the file itself, byte for byte, which another parser reads alike', async () => {
    const { file, get } = await sent(zed);

    const answer = await get('/eml');
    const bytes = Buffer.from(await answer.arrayBuffer());
    const parsed = await simpleParser(bytes);

    expect(bytes).toEqual(await readFile(file));
    expect(answer.headers.get('content-type')).toBe('message/rfc822');
    expect(answer.headers.get('content-disposition')).toBe(
      'attachment; filename="issue-2026-w48-000001.eml"',
    );
    expect(parsed.subject).toBe(zed.subject);
  });

  it('warns where Gmail would clip the mail', async () => {
    const small = await sent({ ...zed, html: `<p>${'x'.repeat(102 * 1024 - 8)}</p>` });
    const large = await sent({ ...zed, html: `<p>${'x'.repeat(102 * 1024 - 7)}</p>` });

    expect(await (await small.get()).text()).not.toContain('Gmail clips');
    expect(await (await large.get()).text()).toContain('Gmail clips HTML beyond 102 KB.');
  });

  it('offers only the parts a mail has', async () => {
    const get = await written(
      'To: ada@readers.example\r\nSubject: Text\r\nContent-Type: text/plain\r\n\r\nOnly text.\r\n',
    );

    const page = await (await get()).text();

    expect(page).toMatch(/<pre[^>]*>Only text\.\s*<\/pre>/);
    expect(page).not.toContain('iframe');
    expect(page).not.toContain('view=phone');
    expect((await get('/html')).status).toBe(404);
    expect((await get('?view=phone')).status).toBe(200);
  });

  it('names what is attached', async () => {
    const get = await written(
      [
        'To: ada@readers.example',
        'Content-Type: multipart/mixed; boundary=b',
        '',
        '--b',
        'Content-Type: text/plain',
        '',
        'See.',
        '--b',
        'Content-Type: text/csv; name="readers.csv"',
        'Content-Disposition: attachment; filename="readers <b>.csv"',
        '',
        'a,b',
        '--b--',
      ].join('\r\n'),
    );

    expect(await (await get()).text()).toContain('readers &lt;b&gt;.csv (text/csv)');
  });

  it('shows the source and the reason where no parser can take it apart', async () => {
    const nested = Array.from(
      { length: 300 },
      (_, n) => `Content-Type: multipart/mixed; boundary=b${n}\r\n\r\n--b${n}\r\n`,
    );
    const get = await written(`To: ada@readers.example\r\n${nested.join('')}`);

    const answer = await get();
    const page = await answer.text();

    expect(answer.status).toBe(200);
    expect(page).toContain('The parser gave up: ');
    expect(page).toContain('boundary=b299');
  });

  it.each(['', '\0\xff\xfe', 'no colon at all'])('opens a file that is no mail: %j', async bytes => {
    const get = await written(Buffer.from(bytes, 'latin1'));

    expect((await get()).status).toBe(200);
    expect((await get('?view=source')).status).toBe(200);
    expect((await get('/eml')).status).toBe(200);
  });
});

/** The parser ends every part with a line break of its own. */
async function shownHtml(answer: Response): Promise<string> {
  return (await answer.text()).replace(/\n$/, '');
}

function unescaped(html: string): string {
  return html
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&amp;', '&');
}

import { mkdir, symlink, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MAIL_KINDS } from '../../src/delivery/mail-kind.ts';
import { emptyOutbox, mail, openSite, sendToOutbox } from '../web/site.ts';

/** Rows of the list as a reader meets them: kind, to, subject, time, size. */
function rowsOf(page: string): string[][] {
  return [...page.matchAll(/<tr><td.*?<\/tr>/gs)].map(([row]) =>
    [...row.matchAll(/<td[^>]*>(.*?)<\/td>/gs)].map(([, cell]) => (cell ?? '').replaceAll(/<[^>]+>/g, '')),
  );
}

async function list(directory: string, query = '') {
  const { app } = await openSite({ outbox: directory });
  const answer = await app.request(`/outbox${query}`);
  const page = await answer.text();
  return { status: answer.status, answer, page, rows: rowsOf(page) };
}

function issues(count: number) {
  return Array.from({ length: count }, (_, index) =>
    mail({
      name: `2026-w48-${String(index + 1).padStart(6, '0')}`,
      to: `reader${index + 1}@readers.example`,
    }),
  );
}

describe('the outbox', () => {
  it('shows every kind of mail we send', async () => {
    const directory = await emptyOutbox();
    await sendToOutbox(
      directory,
      MAIL_KINDS.map(kind => mail({ kind, name: kind })),
    );
    const { rows } = await list(directory);
    expect(rows.map(([kind]) => kind).toSorted()).toEqual(MAIL_KINDS.toSorted());
  });

  it('lists the mails the local mailer kept, the newest first, with kind, reader, subject, time and size', async () => {
    const directory = await emptyOutbox();
    await sendToOutbox(directory, [
      mail(),
      mail({
        kind: 'confirm',
        name: 'confirm-7',
        to: 'noor@readers.example',
        subject: 'Confirm – “bitte” 🚀',
      }),
      mail({
        kind: 'sign-in',
        name: 'sign-in-1',
        to: 'editor@verdicts.example',
        subject: 'Sign in',
        text: 'x'.repeat(3_000),
      }),
    ]);

    const { status, answer, rows } = await list(directory);

    expect(status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(rows).toEqual([
      [
        'sign-in',
        'editor@verdicts.example',
        'Sign in',
        '26 Nov 2026 10:00:02',
        expect.stringMatching(/^\d\.\d KB$/),
      ],
      ['confirm', 'noor@readers.example', 'Confirm – “bitte” 🚀', '26 Nov 2026 10:00:01', expect.any(String)],
      ['issue', 'ada@readers.example', 'Zed vs Windsurf: 4–0', '26 Nov 2026 10:00:00', expect.any(String)],
    ]);
  });

  it('filters by kind and counts each kind whatever the filter', async () => {
    const directory = await emptyOutbox();
    await sendToOutbox(directory, [...issues(3), mail({ kind: 'notice', name: 'notice-1' })]);

    const notices = await list(directory, '?kind=notice');

    expect(notices.rows.map(([kind]) => kind)).toEqual(['notice']);
    expect(notices.page).toMatch(/aria-current="page">notice <span class="soft">1</);
    expect(notices.page).toMatch(/>issue <span class="soft">3</);
    expect(notices.page).toMatch(/>all <span class="soft">4</);
    expect((await list(directory, '?kind=../../etc')).rows).toHaveLength(4);
  });

  it('searches readers and subjects for every word, in any case, within the kind', async () => {
    const directory = await emptyOutbox();
    await sendToOutbox(directory, [
      mail({ name: 'one', to: 'Zoë@readers.example', subject: 'Über Zed' }),
      mail({ name: 'two', to: 'ada@readers.example', subject: 'Über Windsurf' }),
      mail({ kind: 'notice', name: 'three', to: 'ada@readers.example', subject: 'Zed is out' }),
    ]);
    const found = async (query: string) => (await list(directory, query)).rows.map(([, to]) => to);

    expect(await found('?q=über+ZOË')).toEqual(['Zoë@readers.example']);
    expect(await found('?q=ada')).toEqual(['ada@readers.example', 'ada@readers.example']);
    expect(await found('?q=ada&kind=issue')).toEqual(['ada@readers.example']);
    expect((await list(directory, '?q=nobody')).page).toContain('0 mails with “');
  });

  it('shows fifty a page, each mail on one page alone', async () => {
    const directory = await emptyOutbox();
    await sendToOutbox(directory, issues(101));
    const pages = await Promise.all(['', '?page=2', '?page=3'].map(query => list(directory, query)));

    expect(pages.map(({ rows }) => rows.length)).toEqual([50, 50, 1]);
    expect(new Set(pages.flatMap(({ rows }) => rows.map(([, to]) => to))).size).toBe(101);
    expect(pages[0]!.rows[0]![1]).toBe('reader101@readers.example');
    expect(pages[1]!.page).toContain('51–100 of 101');
    expect(pages[1]!.page).toContain('href="/outbox"');
    expect(pages[1]!.page).toContain('href="/outbox?page=3"');
  });

  it.each(['?page=99', '?page=1e9', '?page=-1', '?page=x'])(
    'stays within its pages when asked for %s',
    async query => {
      const directory = await emptyOutbox();
      await sendToOutbox(directory, issues(51));

      const { status, rows } = await list(directory, query);

      expect({ status, rows: rows.length }).toEqual({ status: 200, rows: query === '?page=99' ? 1 : 50 });
    },
  );

  it('keeps kind and words from page to page', async () => {
    const directory = await emptyOutbox();
    await sendToOutbox(directory, issues(60));

    const { page } = await list(directory, '?kind=issue&q=reader+zed');

    expect(page).toContain('href="/outbox?kind=issue&amp;q=reader+zed&amp;page=2"');
    expect(page).toContain('60 mails with “');
  });

  it('puts mails of one instant in the order of their names, the last first', async () => {
    const directory = await emptyOutbox();
    const mails = issues(3);
    await sendToOutbox(directory, mails);
    for (const { name } of mails) await utimes(join(directory, 'issue', `${name}.eml`), 1_000, 1_000);

    expect((await list(directory)).rows.map(([, to]) => to)).toEqual([
      'reader3@readers.example',
      'reader2@readers.example',
      'reader1@readers.example',
    ]);
  });

  it('reads no more than the start of what it lists', async () => {
    const directory = await emptyOutbox();
    await sendToOutbox(directory, [mail()]);
    // Sparse, and more than Node reads in one go.
    await truncate(join(directory, 'issue', '2026-w48-000001.eml'), 3 * 1024 ** 3);

    expect((await list(directory)).rows).toEqual([
      [
        'issue',
        'ada@readers.example',
        'Zed vs Windsurf: 4–0',
        expect.stringContaining('2026'),
        expect.stringMatching(/^3072\.0 MB$/),
      ],
    ]);
  });

  it('lists mail files and nothing else that lies there', async () => {
    const directory = await emptyOutbox();
    await sendToOutbox(directory, [mail()]);
    await writeFile(join(directory, 'issue', '.2026-w48-000002.other-1.tmp'), 'half a mail');
    await writeFile(join(directory, 'issue', 'notes.txt'), 'To: notes');
    await writeFile(join(directory, 'stray.eml'), 'To: stray');
    await mkdir(join(directory, 'issue', 'folder.eml'));
    await mkdir(join(directory, 'other'));
    await writeFile(join(directory, 'other', 'x.eml'), 'To: other');
    await symlink('/etc/hostname', join(directory, 'issue', 'link.eml'));

    expect((await list(directory)).rows.map(([, to]) => to)).toEqual(['ada@readers.example']);
  });

  it('shows a file that is no mail as one without reader and subject', async () => {
    const directory = await emptyOutbox();
    await mkdir(join(directory, 'test'));
    await writeFile(join(directory, 'test', 'broken.eml'), Buffer.from([0, 255, 254, 13, 10]));
    await writeFile(join(directory, 'test', 'empty.eml'), '');

    expect((await list(directory)).rows.map(row => row.slice(0, 3))).toEqual([
      ['test', 'nobody', 'Without a subject'],
      ['test', 'nobody', 'Without a subject'],
    ]);
  });

  it('is an empty page, not a fault, before the first mail', async () => {
    const directory = join(await emptyOutbox(), 'not-made-yet');

    const { status, page } = await list(directory);

    expect(status).toBe(200);
    expect(page).toContain('No mail has been sent yet.');
  });

  it('does not exist without the local mailer', async () => {
    const { app } = await openSite();

    for (const path of ['/outbox', '/outbox/issue/2026-w48-000001', '/outbox/issue/2026-w48-000001/html']) {
      expect((await app.request(path)).status).toBe(404);
    }
  });
});

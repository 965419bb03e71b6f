import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyOutbox, mail, openSite, sendToOutbox } from '../web/site.ts';

async function outboxBesideSecrets() {
  const parent = await emptyOutbox();
  const directory = join(parent, 'outbox');
  await mkdir(directory);
  await sendToOutbox(directory, [mail()]);
  for (const place of [parent, directory, join(directory, 'issue')]) {
    await writeFile(join(place, 'secret.txt'), 'To: SECRET');
  }
  for (const place of [parent, directory]) await writeFile(join(place, 'secret.eml'), 'To: SECRET');
  await mkdir(join(directory, 'private'));
  await writeFile(join(directory, 'private', 'secret.eml'), 'To: SECRET');
  await symlink(join(parent, 'secret.txt'), join(directory, 'issue', 'linked.eml'));
  return (await openSite({ outbox: directory })).app;
}

describe('the outbox opens mails and nothing else', () => {
  it.each([
    '/outbox/issue/..%2f..%2fsecret',
    '/outbox/issue/..%2fsecret',
    '/outbox/issue/%2e%2e/secret',
    '/outbox/..%2f/secret',
    '/outbox/%2e/secret',
    '/outbox/private/secret',
    '/outbox/issue/secret.txt%00',
    '/outbox/issue/secret.txt',
    '/outbox/issue/linked',
    '/outbox/issue/2026-w48-000001.eml',
    '/outbox/issue/2026-W48-000001',
    '/outbox/ISSUE/2026-w48-000001',
    '/outbox/constructor/secret',
    `/outbox/issue/${'a'.repeat(5_000)}`,
    '/outbox/issue/..\\..\\secret',
  ])('not %s', async path => {
    const app = await outboxBesideSecrets();

    for (const more of ['', '/html', '/eml']) {
      const answer = await app.request(`${path}${more}`);
      expect(answer.status).toBe(404);
      expect(await answer.text()).not.toContain('SECRET');
    }
  });

  it('not whatever name and kind a stranger thinks of', async () => {
    const app = await outboxBesideSecrets();

    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), async (kind, name) => {
        const path = `/outbox/${encode(kind)}/${encode(name)}`;
        const answer = await app.request(path);
        expect([404, 500].indexOf(answer.status)).toBe(0);
      }),
      { numRuns: 300 },
    );
  });
});

/** Lone surrogates cannot be encoded; a browser sends U+FFFD for them. */
function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

describe('whatever a mail says', () => {
  const hostile = `</title><script>alert(1)</script>"'><img src=x onerror=alert(1)>`;

  it.each(['', '?view=text', '?view=source', '?view=phone'])(
    'is text on the pages around it %s',
    async view => {
      const directory = await emptyOutbox();
      await sendToOutbox(directory, [
        mail({ subject: hostile, text: hostile, headers: { 'X-Note': hostile } }),
      ]);
      const { app } = await openSite({ outbox: directory });

      for (const path of [`/outbox/issue/2026-w48-000001${view}`, '/outbox']) {
        const page = await (await app.request(path)).text();
        expect(page).not.toMatch(/<script|<img/);
        expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
      }
    },
  );

  it('and whatever is searched for', async () => {
    const directory = await emptyOutbox();
    const { app } = await openSite({ outbox: directory });

    const page = await (await app.request(`/outbox?q=${encodeURIComponent(hostile)}`)).text();

    expect(page).not.toMatch(/<script|<img/);
    expect(page).toContain('&lt;script&gt;');
  });
});

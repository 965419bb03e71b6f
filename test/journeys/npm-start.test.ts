import { existsSync, mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { freePort } from '../support/free-port.ts';
import { npmStart } from '../support/npm-start.ts';

const mailsIn = (folder: string) =>
  readdirSync(join(folder, 'outbox/issue')).map(name => [
    name,
    statSync(join(folder, 'outbox/issue', name)).mtimeMs,
  ]);

/** The sample editor asks for a link, finds it where the start said, presses its button and is at the desk. */
async function expectDeskOpens(base: string, folder: string, printed: string): Promise<void> {
  expect(printed).toContain(
    `Desk     ${base}/desk   (sign in as editor@verdicts.example; the link arrives at`,
  );
  const press = (path: string, cookie: string, fields: Record<string, string> = {}) =>
    fetch(base + path, {
      method: 'POST',
      headers: { Cookie: cookie },
      body: new URLSearchParams(fields),
      redirect: 'manual',
    });
  const cookieOf = (answer: Response) => answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const asked = await press('/desk/sign-in', '', { email: 'editor@verdicts.example' });
  const place = join(folder, 'outbox/sign-in');
  // A mail being written has another name beside it.
  const mails = () => (existsSync(place) ? readdirSync(place).filter(name => name.endsWith('.eml')) : []);
  await expect.poll(() => mails().length, { timeout: 60_000 }).toBe(1);
  const source = readFileSync(join(place, mails()[0] ?? ''), 'utf8').replace(/=\r?\n/g, '');
  const link = /\/desk\/sign-in\/[\w.~-]+/.exec(source)?.[0] ?? '';
  const session = cookieOf(await press(link, cookieOf(asked)));
  const desk = await fetch(`${base}/desk/issues`, { headers: { Cookie: session }, redirect: 'manual' });
  expect([desk.status, await desk.text()]).toEqual([200, expect.stringContaining('No. 1')]);
}

describe('npm start', { timeout: 300_000 }, () => {
  it('runs the whole week on sample data, serves it, ends on SIGTERM, and sends nothing twice', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'verdicts-start-'));
    const port = await freePort();
    const first = npmStart(folder, port);
    await first.up();
    const printed = first.printed();
    expect(printed).toMatch(/Picked +2\d{3}-W\d{2}: 3 pairings/);
    expect(printed.match(/^ +why: \S.{20,}$/gm)?.length).toBe(3);
    expect(printed).toMatch(/= audience +38 +the ledger sums/);
    expect(printed).toMatch(/submitted +38\n/);
    expect(printed).toContain(`http://127.0.0.1:${port}/outbox`);
    expect(mailsIn(folder).length).toBe(38);
    expect(printed).toMatch(/Next +2\d{3}-W\d{2} is picked and waiting for your review at the desk/);

    const base = `http://127.0.0.1:${port}`;
    expect((await fetch(`${base}/healthz`)).status).toBe(200);
    expect(await (await fetch(`${base}/readyz`)).json()).toMatchObject({ database: 'ok', schema: 'current' });
    const page = await fetch(base);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('panel');
    const issue = /Issue +(http\S+\/issues\/\d{4}-W\d{2})/.exec(printed)?.[1] ?? '';
    expect((await fetch(issue)).status).toBe(200);
    expect((await fetch(`${base}/outbox`)).status).toBe(200);
    await expectDeskOpens(base, folder, printed);

    // npm and its shell are gone at once; what matters is that the program itself ends with them.
    first.child.kill('SIGTERM');
    await first.ended;
    await expect
      .poll(
        () =>
          fetch(`${base}/healthz`).then(
            () => 'up',
            () => 'down',
          ),
        { timeout: 30_000 },
      )
      .toBe('down');

    const before = mailsIn(folder);
    const second = npmStart(folder, port);
    await second.up();
    expect(second.printed()).toMatch(/2\d{3}-W\d{2} is in review\. Starting the program sent nothing\./);
    expect(mailsIn(folder)).toEqual(before);

    const third = npmStart(folder, port);
    expect(await third.ended).toBe(2);
    expect(third.printed()).toContain(`It is already running at http://127.0.0.1:${port}`);
    second.child.kill('SIGTERM');
    await second.ended;
  });
});

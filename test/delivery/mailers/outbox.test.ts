import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Mailer, MailMessage } from '../../../src/delivery/mailers/mailer.ts';
import { messageId } from '../../../src/delivery/mailers/mime.ts';
import { outboxMailer } from '../../../src/delivery/mailers/outbox.ts';
import { fixedClock } from '../../support/clock.ts';

const clock = fixedClock('2026-11-26T09:00:00Z');
const call = { key: 'k', signal: new AbortController().signal };
let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'outbox-'));
});

afterEach(() => rm(directory, { recursive: true, force: true }));

function outbox(instance = 'one', place = directory): Mailer {
  return outboxMailer({ directory: place, clock: clock.now, instance });
}

function mail(n: number, extra: Partial<MailMessage> = {}): MailMessage {
  return {
    kind: 'issue',
    name: `2026-w48-${n}`,
    from: 'Verdicts <verdicts@weekly.example>',
    replyTo: 'editor@weekly.example',
    to: `reader${n}@readers.example`,
    subject: 'Zed or Windsurf?',
    html: '<p>Zed</p>',
    text: 'Zed',
    headers: { 'X-Verdicts-Kind': 'issue' },
    tags: {},
    ...extra,
  };
}

async function files(folder = 'issue'): Promise<string[]> {
  return (await readdir(join(directory, folder))).sort();
}

function opened(name: string, folder = 'issue') {
  return readFile(join(directory, folder, name)).then(bytes => PostalMime.parse(bytes));
}

describe('the outbox', () => {
  it('keeps one file a mail, in a folder a kind, that a mail client can open', async () => {
    const mails = [mail(1), mail(2), mail(3, { kind: 'confirm', name: 'confirm-7' })];
    expect(await outbox().submit(mails, call)).toEqual({
      kind: 'accepted',
      items: mails.map(each => ({ kind: 'accepted', id: messageId(each) })),
    });
    expect(await files()).toEqual(['2026-w48-1.eml', '2026-w48-2.eml']);
    expect(await files('confirm')).toEqual(['confirm-7.eml']);
    expect(await opened('2026-w48-2.eml')).toMatchObject({
      to: [{ address: 'reader2@readers.example' }],
      subject: 'Zed or Windsurf?',
      text: 'Zed\n',
      html: '<p>Zed</p>\n',
      date: '2026-11-26T09:00:00.000Z',
    });
  });

  it('writes a repeated mail over the first one and leaves nothing else behind', async () => {
    const mailer = outbox();
    await mailer.submit([mail(1), mail(2)], call);
    const before = await readFile(join(directory, 'issue/2026-w48-1.eml'));
    await mailer.submit([mail(1), mail(2)], call);
    expect(await files()).toEqual(['2026-w48-1.eml', '2026-w48-2.eml']);
    expect((await readFile(join(directory, 'issue/2026-w48-1.eml'))).equals(before)).toBe(true);
  });

  it('isolates an address that cannot stand in a mail', async () => {
    expect(await outbox().submit([mail(1), mail(2, { to: 'a@b.example, c@d.example' })], call)).toEqual({
      kind: 'accepted',
      items: [
        { kind: 'accepted', id: messageId(mail(1)) },
        { kind: 'rejected', reason: 'The address is not a plain address.' },
      ],
    });
    expect(await files()).toEqual(['2026-w48-1.eml']);
  });

  it('may be asked again at any time, up to a hundred mails a call', () => {
    expect(outbox()).toMatchObject({ name: 'outbox', maxBatch: 100, keyWindowMs: Number.POSITIVE_INFINITY });
  });

  it('takes nothing once it is told to stop', async () => {
    expect(await outbox().submit([mail(1)], { key: 'k', signal: AbortSignal.abort() })).toMatchObject({
      kind: 'wait',
      because: 'busy',
    });
    expect(await readdir(directory)).toEqual([]);
  });

  it.each(['../escape', 'a/b', 'A', ''])('never makes a file of the name %j', async name => {
    await expect(outbox().submit([mail(1, { name })], call)).rejects.toThrow("A mail's name is made of a-z");
  });
});

describe('an outbox that cannot be written', () => {
  it('refuses the call, names the folder and says how to mend it', async () => {
    const blocked = join(directory, 'file', 'outbox');
    await writeFile(join(directory, 'file'), 'not a folder');
    expect(await outbox('one', blocked).submit([mail(1)], call)).toEqual({
      kind: 'refused',
      scope: 'account',
      code: 'outbox_unwritable',
      reason: expect.stringMatching(
        /^The outbox folder .*\/file\/outbox cannot be written \(ENOTDIR.*no mail of this call was kept\. Make it a folder .* OUTBOX_DIR/,
      ),
    });
  });

  it('keeps nothing of a call that fails in its middle, and goes on once it is mended', async () => {
    const mailer = outbox();
    await writeFile(join(directory, 'notice'), 'in the way of the second folder');
    const mixed = [mail(1), mail(2), mail(3, { kind: 'notice', name: 'n-1' })];
    expect(await mailer.submit(mixed, call)).toMatchObject({ kind: 'refused', scope: 'account' });
    expect(await files()).toEqual([]);
    await rm(join(directory, 'notice'));
    expect(await mailer.submit(mixed, call)).toMatchObject({ kind: 'accepted' });
  });

  it('is made again when somebody takes it away', async () => {
    const mailer = outbox();
    await mailer.submit([mail(1)], call);
    await rm(directory, { recursive: true });
    expect(await mailer.submit([mail(1)], call)).toMatchObject({ kind: 'refused' });
    expect(await mailer.submit([mail(1)], call)).toMatchObject({ kind: 'accepted' });
    expect(await files()).toEqual(['2026-w48-1.eml']);
  });

  it('is unclear when some mails stand in their place and one cannot; a repeat makes it whole', async () => {
    const mailer = outbox();
    await mkdir(join(directory, 'issue', '2026-w48-2.eml', 'in-the-way'), { recursive: true });
    expect(await mailer.submit([mail(1), mail(2), mail(3)], call)).toMatchObject({
      kind: 'unclear',
      reason: expect.stringMatching(/^only 1 of 3 mails are in the outbox/),
    });
    expect(await files()).toEqual(['2026-w48-1.eml', '2026-w48-2.eml']);
    await rm(join(directory, 'issue', '2026-w48-2.eml'), { recursive: true });
    expect(await mailer.submit([mail(1), mail(2), mail(3)], call)).toMatchObject({ kind: 'accepted' });
    expect(await files()).toEqual(['2026-w48-1.eml', '2026-w48-2.eml', '2026-w48-3.eml']);
  });
});

describe('a killed process', () => {
  it('leaves whole mails only, and its repeat clears away what stood aside', async () => {
    const child = spawn(process.execPath, [
      join(import.meta.dirname, '../../support/endless-outbox.ts'),
      directory,
    ]);
    await expect.poll(() => files().catch(() => [])).toContain('mail-30.eml');
    const ended = new Promise(resolve => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
    const whole = (await files()).filter(name => name.endsWith('.eml'));
    for (const name of whole) expect((await opened(name)).html).toContain('the end');
    // As a kill in the middle of a write leaves it, whether or not this one came at such a moment.
    await writeFile(join(directory, 'issue', '.mail-0.other-1.tmp'), 'half a ma');
    const again = Array.from({ length: 40 }, (_, n) => mail(n, { name: `mail-${n}` }));
    expect(await outbox('next').submit(again, call)).toMatchObject({ kind: 'accepted' });
    expect(await files()).toHaveLength(40);
    expect(await files()).toEqual(expect.arrayContaining(again.map(({ name }) => `${name}.eml`)));
  });
});

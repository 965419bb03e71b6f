import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createKeyring } from '../../../src/audience/token.ts';
import { loadSettings } from '../../../src/config.ts';
import { openMailer } from '../../../src/delivery/mailers/open-mailer.ts';
import { bulkReaders } from '../../../src/delivery/payload.ts';
import { createReturnPath } from '../../../src/delivery/return-path.ts';
import { frozenMail, KEYRING, WEEK } from '../../support/frozen-issue.ts';
import { type SmtpSink, startSmtpSink } from '../../support/smtp-sink.ts';
import { message } from './issue-mail.ts';

const signal = new AbortController().signal;
const returnPath = createReturnPath({
  setting: 'news.weekly.example',
  keyring: createKeyring(['k'.repeat(32)]),
  installationId: 'inst',
});
const issue = { issueId: 7, week: WEEK, mails: [frozenMail()], installationId: 'inst' };

describe('a mail over SMTP', () => {
  let sink: SmtpSink;
  beforeEach(async () => {
    sink = await startSmtpSink();
    onTestFinished(() => sink.close());
  });

  async function open(more: Record<string, string> = {}, path: typeof returnPath | null = returnPath) {
    const loaded = loadSettings({
      ENV_FILE: 'off',
      SECRET_KEYS: 'k'.repeat(32),
      MAIL_PROVIDER: 'smtp',
      SMTP_URL: `smtp://127.0.0.1:${sink.port}`,
      DATABASE_URL: 'file:unused.db',
      ...more,
    });
    if (loaded.kind === 'bad') throw new Error(loaded.message);
    const mailer = await openMailer(loaded.settings, 'smtp', 'test', () => 0, path);
    onTestFinished(() => mailer.close());
    return mailer;
  }

  /** Readers 3 and 4 of the issue by the fast way, then a letter. */
  async function send(mailer: Awaited<ReturnType<typeof open>>) {
    for (const seq of [3, 4]) {
      const reader = { seq, subscriberId: seq, email: `r${seq}@readers.example`, name: '', variant: 1 };
      const { bulk } = mailer;
      const body = bulk?.encode(bulkReaders(issue, KEYRING.current, [reader]));
      if (!bulk || !body) throw new Error('SMTP has lost its bulk wire.');
      expect(await bulk.post(body, { key: 'k', signal })).toMatchObject({ kind: 'accepted' });
    }
    const letter = { ...message, tags: { kind: 'confirm', delivery: 'inst_single_5' } };
    expect(await mailer.submit([letter], { key: 'k', signal })).toMatchObject({ kind: 'accepted' });
  }

  it('goes out from an address of its own, which proves its delivery; its From stays what it is', async () => {
    await send(await open({ BOUNCE_DOMAIN: 'news.weekly.example' }));
    expect(sink.mails.map(({ from }) => returnPath.read(from))).toEqual(
      ['inst_7_3', 'inst_7_4', 'inst_single_5'].map(delivery => ({ kind: 'delivery', delivery })),
    );
    for (const { raw } of sink.mails) {
      expect(raw.toString('latin1')).toMatch(/^From: .*<verdicts@/m);
      expect(raw.toString('latin1')).not.toContain('bounces+');
    }
  });

  it('asks for reports where the server gives them, and else says nothing of them', async () => {
    const commands = (verb: string) => sink.commands.filter(command => command.startsWith(verb));
    await send(await open({ BOUNCE_DOMAIN: 'news.weekly.example' }));
    for (const command of [...commands('MAIL'), ...commands('RCPT')])
      expect(command).not.toMatch(/NOTIFY|RET=|ENVID/);
    sink.react = command => (command.startsWith('EHLO') ? '250-sink\r\n250-8BITMIME\r\n250 DSN' : null);
    await send(await open({ BOUNCE_DOMAIN: 'news.weekly.example' }));
    expect(commands('MAIL').slice(3)).toEqual(
      ['inst_7_3', 'inst_7_4', 'inst_single_5'].map(delivery =>
        expect.stringMatching(new RegExp(` RET=HDRS ENVID=${returnPath.senderOf(delivery)?.token}( |$)`)),
      ),
    );
    for (const command of commands('RCPT').slice(3)) expect(command).toMatch(/ NOTIFY=FAILURE,DELAY$/);
  });

  it('that is no delivery goes out from the mailbox itself', async () => {
    const mailer = await open({ BOUNCE_DOMAIN: 'returns@news.weekly.example' }, null);
    const test = { ...message, tags: { kind: 'test' } };
    expect(await mailer.submit([test], { key: 'k', signal })).toMatchObject({ kind: 'accepted' });
    expect(sink.mails[0]?.from).toBe('returns@news.weekly.example');
  });

  it('goes out from its From where no return path is set, and then no events are promised', async () => {
    const mailer = await open();
    await send(mailer);
    expect(new Set(sink.mails.map(({ from }) => from))).toEqual(
      new Set(['verdicts@example.com', 'verdicts@weekly.example']),
    );
    expect(mailer.evidence.events).toBe(false);
    expect((await open({ BOUNCE_DOMAIN: 'news.weekly.example' })).evidence).toEqual({
      proves: 'mail',
      events: true,
      onlyTrouble: true,
    });
  });
});

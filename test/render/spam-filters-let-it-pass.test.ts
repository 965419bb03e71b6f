import { generateKeyPairSync } from 'node:crypto';
import PostalMime from 'postal-mime';
import { describe, expect, it } from 'vitest';
import { MAIL_KINDS } from '../../src/delivery/mail-kind.ts';
import { mimeBytes } from '../../src/delivery/mailers/mime.ts';
import { smtpMailer } from '../../src/delivery/mailers/smtp.ts';
import { renderLetter } from '../../src/render/letters.ts';
import { fixedClock } from '../support/clock.ts';
import { openDueIssue } from '../support/due-issue.ts';
import { sendEveryMail } from '../support/every-mail.ts';
import { GERMAN_PUBLICATION } from '../support/foreign-issues.ts';
import { judgeSpam, requireSpamAssassin, type SpamVerdict } from '../support/judges/spam-judge.ts';
import { letterStates } from '../support/letters.ts';
import { startSmtpSink } from '../support/smtp-sink.ts';
import { openSqliteStore } from '../support/stores.ts';

const spamassassin = requireSpamAssassin();
const engines = ['react', 'mjml'] as const;
const publications = {
  English: {},
  German: { PUBLICATION: GERMAN_PUBLICATION, MAIL_FROM: 'Küchenurteile <verdicts@weeklyverdicts.com>' },
} as const;
/** A filter adds up; 5 is spam. One rule of this weight beside two of others' is too near to it. */
const MOST_OF_A_RULE = 0.5;
const PATIENCE_MS = 300_000;

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

/** Every kind of mail, signed, as an SMTP server takes it. */
async function mailsBy(
  engine: (typeof engines)[number],
  publication: Readonly<Record<string, string>>,
): Promise<Buffer[]> {
  const clock = fixedClock('2026-11-26T09:00:00Z');
  const sink = await startSmtpSink();
  const mailer = smtpMailer({
    url: `smtp://127.0.0.1:${sink.port}`,
    dkim: { domain: 'weeklyverdicts.com', selector: 's1', privateKey },
    clock: clock.now,
  });
  const settings = {
    TEMPLATE_ENGINE: engine,
    PUBLIC_URL: 'https://weeklyverdicts.com',
    MAIL_FROM: 'Weekly AI Tool Verdicts <verdicts@weeklyverdicts.com>',
    MAIL_REPLY_TO: 'editor@weeklyverdicts.com',
    MAIL_UNSUBSCRIBE: 'leave@weeklyverdicts.com',
    ...publication,
  };
  try {
    const store = await openSqliteStore();
    await sendEveryMail(await openDueIssue(store, clock, { readers: 3, mailers: [mailer], settings }));
    return sink.mails.map(({ raw }) => received(raw));
  } finally {
    await mailer.close();
    await sink.close();
  }
}

/**
 * As it lies in a mailbox, by way of a relay that no rule knows by name: those of large providers, and any `mail.…`, are
 * forgiven much. The addresses are from the block for documents.
 */
function received(mail: Buffer): Buffer {
  const head = [
    'Return-Path: <verdicts@weeklyverdicts.com>',
    'Received: from out7.postrelay.com (out7.postrelay.com [IPv6:2001:db8:7::40])',
    '\tby mx.example.com (Postfix) with ESMTPS id 4TnK1z2Yq9zVs',
    '\tfor <reader1@example.com>; Thu, 26 Nov 2026 09:00:03 +0000 (UTC)',
    'Received: from app.weeklyverdicts.com (app.weeklyverdicts.com [IPv6:2001:db8:9::20])',
    '\tby out7.postrelay.com (Postfix) with ESMTPSA id 4TnK1y0fW8z3x',
    '\tfor <reader1@example.com>; Thu, 26 Nov 2026 09:00:01 +0000 (UTC)',
  ];
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n`), mail]);
}

function faultsOf({ score, rules }: SpamVerdict): string[] {
  const heavy = Object.entries(rules).filter(([, points]) => points >= MOST_OF_A_RULE);
  return [...heavy.map(([rule, points]) => `${rule} ${points}`), ...(score > 0 ? [`${score} in all`] : [])];
}

describe.skipIf(!spamassassin)('SpamAssassin', () => {
  it.each(Object.entries(publications))(
    'finds nothing in any kind of mail in %s',
    async (language, publication) => {
      // The filter takes a second a mail; the engines’ markup is the same in any language.
      const asked = language === 'English' ? engines : engines.slice(1);
      const mails = [];
      for (const engine of asked)
        for (const raw of await mailsBy(engine, publication)) mails.push({ engine, raw });
      const verdicts = await judgeSpam(
        spamassassin!,
        mails.map(({ raw }) => raw),
      );

      const seen = await Promise.all(
        mails.map(async ({ engine, raw }) => ({ engine, ...(await headOf(raw)) })),
      );
      const faults = seen.flatMap(({ engine, kind, subject }, index) =>
        faultsOf(verdicts[index]!).map(fault => `${kind} by ${engine}, “${subject}”: ${fault}`),
      );
      expect(faults).toEqual([]);
      for (const engine of asked) {
        const kinds = seen.filter(mail => mail.engine === engine).map(({ kind }) => kind);
        expect([...new Set(kinds)].toSorted()).toEqual([...MAIL_KINDS].toSorted());
      }
      const answered = new Set(seen.filter(mail => mail.autoSubmitted === '').map(({ kind }) => kind));
      expect([...answered].toSorted()).toEqual(['correction', 'issue', 'test']);
      const trusted = verdicts.filter(({ rules }) => 'ALL_TRUSTED' in rules || 'NO_RELAYS' in rules);
      expect(trusted).toEqual([]);
    },
    PATIENCE_MS,
  );

  it('would find what the mails once had, and what nobody may send', { timeout: PATIENCE_MS }, async () => {
    const { html, text } = await renderLetter(letterStates.welcome!, 'react');
    const preheader = (style: string) =>
      html.replace('<div style="display:none', `<div style="${style};display:none`);
    const gtube = 'XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X';
    const bodies = [html, preheader('font-size:1px'), preheader('color:#ffffff'), `${html}<p>${gtube}</p>`];
    const mails = bodies.map(body => mailOf(body, text));

    const [good, tiny, white, test] = await judgeSpam(spamassassin!, await Promise.all(mails));

    expect(faultsOf(good!)).toEqual([]);
    expect(faultsOf(tiny!)).toContain('FONT_INVIS_MSGID 1');
    expect(faultsOf(white!)).not.toEqual([]);
    expect(test?.rules.GTUBE).toBe(1_000);
  });
});

async function headOf(raw: Buffer) {
  const { headers, subject = '' } = await PostalMime.parse(raw);
  const header = (name: string) => headers.find(({ key }) => key === name)?.value ?? '';
  return { kind: header('x-verdicts-kind'), autoSubmitted: header('auto-submitted'), subject };
}

async function mailOf(html: string, text: string): Promise<Buffer> {
  const bytes = await mimeBytes(
    {
      kind: 'notice',
      name: 'control',
      from: 'Weekly AI Tool Verdicts <verdicts@weeklyverdicts.com>',
      replyTo: 'editor@weeklyverdicts.com',
      to: 'reader1@example.com',
      subject: 'Two tools compared',
      html,
      text,
      headers: {},
      tags: {},
    },
    Date.parse('2026-11-26T09:00:00Z'),
  );
  return received(bytes);
}

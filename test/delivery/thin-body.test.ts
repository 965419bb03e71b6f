import { hash } from 'node:crypto';
import fc from 'fast-check';
import { Resend } from 'resend';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { filledEntry } from '../../scripts/stand-in/fill.ts';
import { type StandIn, startStandIn } from '../../scripts/stand-in/stand-in.ts';
import { TemplateShelf } from '../../scripts/stand-in/templates.ts';
import { wholeBody } from '../../src/delivery/mailers/resend-body.ts';
import { mailTemplate } from '../../src/delivery/mailers/resend-template.ts';
import { buildMessages, bulkReaders } from '../../src/delivery/payload.ts';
import { readerLinks } from '../../src/delivery/reader-links.ts';
import { addresseeLine } from '../../src/render/addressee.ts';
import { fixedClock } from '../support/clock.ts';
import { earlierMail, frozenMail, KEYRING } from '../support/frozen-issue.ts';
import {
  HOSTILE_NAMES,
  mailWith,
  never,
  publish,
  recipients,
  thinIssue,
  thinMailer,
} from '../support/thin-issue.ts';

const clock = fixedClock('2026-11-26T09:00:00Z');
let standIn: StandIn;
let mailer: ReturnType<typeof thinMailer>;

beforeEach(async () => {
  standIn = await startStandIn({ now: clock.now, requestsPerSecond: null });
  mailer = thinMailer(standIn, clock);
});
afterEach(async () => {
  await mailer.close();
  await standIn.close();
});

async function publishedIssue(mail = frozenMail()) {
  const publication = await publish(mailer, mail);
  if (publication.kind === 'not_published') throw new Error(publication.why);
  return thinIssue(publication.templateId, mail);
}

describe('the body of a batch that names a template', () => {
  it('is byte for byte what the SDK sends for the same objects', async () => {
    const issue = await publishedIssue();
    const readers = bulkReaders(issue, KEYRING.current, recipients(HOSTILE_NAMES));
    const body = mailer.thin.encode(readers);
    expect(await mailer.thin.post(body, { key: 'k/thin', signal: never })).toMatchObject({
      kind: 'accepted',
    });
    const messages = buildMessages(issue, KEYRING.current, recipients(HOSTILE_NAMES));
    const resend = new Resend(standIn.apiKey, { baseUrl: standIn.url, userAgent: 'weekly-ai-tool-verdicts' });
    await resend.batch.send(
      messages.map((message, index) => {
        const { reader, to, tokens } = readers[index]!;
        const values = readerLinks('https://weekly.example.com', tokens);
        const text = addresseeLine(reader, to);
        const escaped = text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
        return {
          from: message.from,
          to: [message.to],
          replyTo: message.replyTo,
          subject: message.subject,
          headers: message.headers,
          tags: Object.entries(message.tags).map(([name, value]) => ({ name, value })),
          template: {
            id: issue.templates!.idOf(1),
            variables: {
              READER_HTML: escaped.replace(/"/g, '&quot;').replace(/'/g, '&#x27;'),
              PREFERENCES: values.preferences,
              LEAVE: values.unsubscribe,
              VOTE_1: values.vote[0]!,
              READER_TEXT: text,
            },
          },
        };
      }),
      { idempotencyKey: 'k/sdk', batchValidation: 'permissive' },
    );
    const [thin, sdk] = standIn.requests();
    expect(thin!.body).toBe(sdk!.body);
    expect(JSON.parse(thin!.body)).toHaveLength(HOSTILE_NAMES.length);
    const counting = ['authorization', 'user-agent', 'content-type', 'x-batch-validation', 'accept'];
    for (const name of counting) expect(thin!.headers[name]).toBe(sdk!.headers[name]);
  });

  it('reaches every reader as the mail sent in full would, whatever the name', async () => {
    const mail = mailWith({
      votes: 3,
      html: reader =>
        `<style>@media(max-width:9px){.a{color:red}}</style><p>${reader}, “hi” $& \\ }} ${reader}</p>`,
      text: reader => `Dear ${reader},\n $1 \\ }}`,
    });
    const issue = await publishedIssue(mail);
    const readers = bulkReaders(issue, KEYRING.current, recipients(HOSTILE_NAMES));
    expect(mailer.thin.fits(readers)).toBe(true);
    await mailer.thin.post(mailer.thin.encode(readers), { key: 'k/thin', signal: never });
    await mailer.bulk.post(mailer.bulk.encode(readers), { key: 'k/full', signal: never });
    const { mails } = standIn.ledger();
    const count = HOSTILE_NAMES.length;
    expect(mails).toHaveLength(2 * count);
    for (let at = 0; at < count; at++) {
      const [thin, full] = [mails[at]!, mails[count + at]!];
      expect(standIn.shown(thin.id)).toEqual(standIn.shown(full.id));
      const { id: _thin, ...thinRest } = thin;
      const { id: _full, ...fullRest } = full;
      expect(thinRest).toEqual(fullRest);
    }
    const [thin, full] = standIn.requests();
    expect(thin!.body.length).toBeLessThan(full!.body.length);
  });

  it('says the same as the mail in full for any name', () => {
    const mail = mailWith({ votes: 2 });
    const issue = thinIssue('any', mail);
    const shelf = new TemplateShelf();
    const made = mailTemplate(mail.mail.compiled);
    if (made.kind === 'unfit') throw new Error(made.why);
    const variables = made.template.variables.map(({ key }) => ({ key, type: 'string' as const }));
    shelf.put({ ...made.template, id: 'any', name: 'any', variables, createdAt: 1, publishedAt: 1 });
    const names = fc.array(fc.string({ unit: 'binary', minLength: 1 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(names, people => {
        const readers = bulkReaders(issue, KEYRING.current, recipients(people));
        fc.pre(mailer.thin.fits(readers));
        const entries = JSON.parse(wholeBody(mailer.thin.encode(readers)).toString('utf8')) as unknown[];
        const messages = buildMessages(issue, KEYRING.current, recipients(people));
        const filled = entries.map(entry => filledEntry(entry, shelf));
        expect(filled).toMatchObject(
          messages.map(({ html, text, headers, subject }) => ({
            kind: 'filled',
            entry: { html, text, headers, subject },
          })),
        );
      }),
    );
  });

  it.each([
    ['before a mail named its reader’s address', earlierMail(), GOLDEN.name],
    ['since', frozenMail(), GOLDEN.nameAndAddress],
  ])('stays the bytes that were sealed %s', (_, mail, golden) => {
    const issue = thinIssue('11111111-2222-4333-8444-555555555555', mail);
    const readers = bulkReaders(issue, KEYRING.current, recipients(['Ada "A" <b>', '', 'Zoë'])).map(
      reader => ({
        ...reader,
        tokens: { preferences: 'p', unsubscribe: 'u', vote: ['v'] },
      }),
    );
    // Change this and every batch that is sealed and not settled at the update can no longer be asked for.
    expect(hash('sha256', wholeBody(mailer.thin.encode(readers)), 'hex')).toBe(golden);
  });

  it('is not made for readers whose values a template could not hold exactly', () => {
    const fits = (names: readonly string[], templateId = 't') =>
      mailer.thin.fits(bulkReaders(thinIssue(templateId, earlierMail()), KEYRING.current, recipients(names)));
    expect(fits(['Ada', 'Bob'])).toBe(true);
    expect(fits(['x'.repeat(2_000)])).toBe(true);
    expect(fits(['x'.repeat(2_001)])).toBe(false);
    // Longer once it is escaped.
    expect(fits(['"'.repeat(333)])).toBe(true);
    expect(fits(['"'.repeat(334)])).toBe(false);
    expect(fits(['Ada', '{{{LEAVE}}}'])).toBe(false);
    expect(fits(['{\u0000{\u0000{LEAVE}}}'])).toBe(false);
    // Nothing of it is left to see.
    expect(fits(['\u202e\u0000'])).toBe(false);
    expect(fits([])).toBe(false);
    expect(fits(['Ada'], '')).toBe(false);
  });

  it('is not made for readers whose address and name a template could not hold together', () => {
    const fits = (name: string, email: string) =>
      mailer.thin.fits(
        bulkReaders(
          thinIssue('t'),
          KEYRING.current,
          recipients([name]).map(one => ({ ...one, email })),
        ),
      );
    // "x… (a@b.example)"
    expect(fits('x'.repeat(1_986), 'a@b.example')).toBe(true);
    expect(fits('x'.repeat(1_987), 'a@b.example')).toBe(false);
    expect(fits('"'.repeat(331), 'a@b.example')).toBe(true);
    expect(fits('"'.repeat(332), 'a@b.example')).toBe(false);
    expect(fits('Ada', '{a@b.example')).toBe(false);
    expect(fits('\u202e\u0000', 'a@b.example')).toBe(true);
  });

  it('holds the readers of one mail only', () => {
    const issue = thinIssue('t');
    const other = thinIssue('t');
    const [ada] = bulkReaders(issue, KEYRING.current, recipients(['Ada']));
    const [bob] = bulkReaders(other, KEYRING.current, recipients(['Bob']));
    expect(mailer.thin.fits([ada!, ada!])).toBe(true);
    expect(mailer.thin.fits([ada!, bob!])).toBe(false);
  });
});

const GOLDEN = {
  name: '69cb57f7b4dfbcbeada66693fb05034bb63012f718e3346066ba0cbd98aefba2',
  nameAndAddress: 'e09244f56bffda21e7ae453f39d83facda10cfeef206218b1bbabcfe0aa30a90',
};

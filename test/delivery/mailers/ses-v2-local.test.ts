import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import localSes from 'aws-ses-v2-local';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sesMailer } from '../../../src/delivery/mailers/ses.ts';
import { buildMessages, bulkReaders } from '../../../src/delivery/payload.ts';
import { fixedClock } from '../../support/clock.ts';
import { frozenMail, KEYRING } from '../../support/frozen-issue.ts';
import { HOSTILE_NAMES, publish, recipients, thinIssue } from '../../support/thin-issue.ts';

const clock = fixedClock('2026-11-26T09:00:00Z');
const signal = new AbortController().signal;
const READERS = process.env.CHECK_FULL === '1' ? 10_000 : 100;
/** A name with a brace goes in full; SES makes nothing of a lone half of a character. */
const NAMES = HOSTILE_NAMES.filter(name => !name.includes('{'));

type Start = (config: { readonly host: string; readonly port: number }) => Promise<Server>;
let server: Server;
let url: string;

/** An SES that others have written. */
beforeAll(async () => {
  // It is CommonJS: what it exports by default stands one deeper, unless the loader has seen to that.
  const found = localSes as unknown as Start | { readonly default: Start };
  const start = typeof found === 'function' ? found : found.default;
  server = await start({ host: '127.0.0.1', port: 0 });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

interface Kept {
  readonly destination: { readonly to: readonly string[] };
  readonly subject: string;
  readonly body: { readonly html: string; readonly text: string };
}

async function emails(): Promise<Kept[]> {
  const { emails: all } = (await (await fetch(`${url}/store`)).json()) as { readonly emails: Kept[] };
  return all;
}

const open = (wire: 'full' | 'thin') =>
  sesMailer({
    region: 'eu-west-1',
    baseUrl: url,
    credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
    clock: clock.now,
    wire,
  });

const readers = recipients(Array.from({ length: READERS }, (_, index) => NAMES[index % NAMES.length] ?? ''));
const plain = (text: string) => text.replace(/\r\n/g, '\n').trimEnd();

it.each(['full', 'thin'] as const)(
  'hands an issue to an SES that others have written, each once, over the %s wire',
  async wire => {
    await fetch(`${url}/clear-store`, { method: 'POST' });
    const mailer = open(wire);
    const mail = frozenMail();
    const publication = wire === 'thin' ? await publish(mailer, mail) : null;
    const templateId = publication?.kind === 'published' ? publication.templateId : '';
    const issue = thinIssue(templateId, mail);
    const messages = buildMessages(issue, KEYRING.current, readers);
    if (wire === 'thin') {
      for (let from = 0; from < READERS; from += 50) {
        const batch = bulkReaders(issue, KEYRING.current, readers.slice(from, from + 50));
        const answer = await mailer.thin?.post(mailer.thin.encode(batch), { key: 'k', signal });
        expect(answer).toMatchObject({ kind: 'accepted' });
      }
    } else {
      for (const message of messages) {
        const answer = await mailer.submit([message], { key: 'k', signal });
        expect(answer).toMatchObject({ kind: 'accepted' });
      }
    }
    await mailer.close();
    const kept = await emails();
    expect(kept.map(({ destination }) => destination.to)).toEqual(messages.map(({ to }) => [to]));
    for (const [index, { body, subject }] of kept.entries()) {
      const message = messages[index]!;
      expect({ subject, html: plain(body.html), text: plain(body.text) }).toEqual({
        subject: message.subject,
        html: plain(message.html),
        text: plain(message.text),
      });
    }
  },
  Math.max(60_000, READERS * 200),
);

import { afterEach, expect, it } from 'vitest';
import { startStandIn } from '../../scripts/stand-in/stand-in.ts';
import { readToken, signToken } from '../../src/audience/token.ts';
import { resendMailer } from '../../src/delivery/mailers/resend.ts';
import { SAMPLE_READERS } from '../../src/desk/preview/sample-readers.ts';
import { pickWeek } from '../../src/newsroom/pick-week.ts';
import { approveWeek } from '../../src/newsroom/release.ts';
import { sendWeek } from '../../src/newsroom/send-week.ts';
import { fixedClock } from '../support/clock.ts';
import { type DeskBrowser, EDITOR, openDesk, type TestDesk } from '../support/desk.ts';
import { openTestApp } from '../support/newsroom.ts';
import { describeStores, type TestStore } from '../support/stores.ts';

const WEEK = '2026-W48';
const NOW = '2026-11-25T09:00:00Z';
const NOW_MS = Date.parse(NOW);
const never = new AbortController().signal;
const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const part of open.splice(0).toReversed()) await part.close();
});

/** Somebody for every name a preview knows and every pairing that may lead. */
interface Reader {
  readonly id: number;
  readonly sample: string;
  readonly lead: number;
}

/** A mail as the mail API was given it. */
interface Given {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
}

describeStores('a preview', openStore => {
  it.each(['react', 'mjml'] as const)(
    'is byte for byte what the mail API is given for that reader, but for the tokens, which cast nothing (%s)',
    async engine => {
      const clock = fixedClock(NOW);
      const standIn = await startStandIn({ now: clock.now, requestsPerSecond: null });
      const mailer = resendMailer({ apiKey: standIn.apiKey, baseUrl: standIn.url, clock: clock.now });
      open.push(standIn, mailer);
      const store = await openStore();
      const settings = { TEMPLATE_ENGINE: engine, MAIL_UNSUBSCRIBE: 'leave@verdicts.example' };
      const desk = await openDesk(store, { now: NOW, settings });
      const sender = await openTestApp(store, clock, { settings, mailer, owner: 'sender' });
      const picked = await pickWeek(desk.app, WEEK, 'test');
      if (picked.kind === 'invalid_catalogue') throw new Error(picked.message);
      const readers = await addSamples(
        store,
        picked.issue.pick.pairings.map(({ category }) => category),
        desk.clock.now(),
      );
      const before = await previews(desk, readers, engine);

      expect((await approveWeek(desk.app, WEEK, EDITOR)).kind).toBe('approved');
      const sent = await sendWeek(sender, WEEK, { now: true, signal: never, patienceMs: 0, who: 'test' });
      expect(sent).toMatchObject({ kind: 'sent', status: { submitted: readers.length } });

      const requests = standIn.requests().filter(({ path }) => path === '/emails/batch');
      expect(requests).toHaveLength(1);
      const received = requests[0]!.body;
      const given = JSON.parse(received) as Given[];
      expect(given.map(mail => mail.html.length > 10_000)).toEqual(readers.map(() => true));
      // The one thing beside the tokens that is a reader's own: what leads a webhook back to this delivery.
      const nobodys = withNobodysTokens(desk, received, { issueId: picked.issue.id, readers }).replaceAll(
        /\{"name":"delivery","value":"[^"]+"\}/g,
        '{"name":"delivery","value":"preview"}',
      );
      expect(`[${before.map(({ json }) => json.slice(1, -1)).join(',')}]`).toBe(nobodys);
      for (const [index, mail] of (JSON.parse(nobodys) as Given[]).entries()) {
        const { html, text, message } = before[index]!;
        expect(html).toBe(mail.html);
        expect(text).toBe(mail.text);
        expect(message).toEqual({ subject: mail.subject, headers: mail.headers });
      }
      // Frozen, the previews are the same still, whatever the other engine and the catalogue would say now.
      expect(await previews(desk, readers, engine)).toEqual(before);
      expect(await previews(desk, readers.slice(0, 1), engine === 'react' ? 'mjml' : 'react')).toEqual(
        before.slice(0, 1),
      );
      expect(new Set(before.map(({ json }) => json)).size).toBe(readers.length);
    },
    120_000,
  );
});

async function addSamples(store: TestStore, categories: readonly string[], now: number): Promise<Reader[]> {
  const wanted = SAMPLE_READERS.flatMap(sample =>
    categories.map((_, index) => ({ sample, lead: index + 1 })),
  );
  await store.db
    .insertInto('subscribers')
    .values(
      wanted.map(({ sample, lead }) => ({
        email: sample.email,
        dedupe_key: `${lead} ${sample.email}`,
        name: sample.name,
        interests: JSON.stringify(lead === 1 ? [] : [categories[lead - 1]]),
        state: 'confirmed' as const,
        source: 'test',
        created_at: now - 1_000,
        confirmed_at: now - 1_000,
      })),
    )
    .execute();
  const ids = await store.db.selectFrom('subscribers').select('id').orderBy('id').execute();
  return wanted.map(({ sample, lead }, index) => ({ id: ids[index]!.id, sample: sample.id, lead }));
}

/** What the desk serves for each of these readers. */
async function previews(desk: TestDesk, readers: readonly Reader[], engine: string) {
  const browser = await desk.signIn();
  const all = [];
  for (const { sample, lead } of readers) {
    const at = (part: string) => download(browser, `${part}?reader=${sample}&lead=${lead}&engine=${engine}`);
    const json = await at('issue.json');
    const [{ subject, headers }] = JSON.parse(json) as [Given];
    all.push({
      json,
      html: await at('issue.html'),
      text: await at('issue.txt'),
      message: { subject, headers },
    });
  }
  return all;
}

async function download(browser: DeskBrowser, path: string): Promise<string> {
  const answer = await browser.get(`/desk/issues/${WEEK}/preview/${path}`);
  expect(answer.status, path).toBe(200);
  return answer.text();
}

/** The body with each reader's tokens, which must be theirs, put back to those of nobody. */
function withNobodysTokens(
  desk: TestDesk,
  body: string,
  { issueId, readers }: { readonly issueId: number; readonly readers: readonly Reader[] },
): string {
  const { keyring } = desk.app;
  const ids = new Set(readers.map(({ id }) => String(id)));
  const seen = new Set<string>();
  const replaced = body.replaceAll(
    /(\/(preferences|unsubscribe|vote)\/|\?subject=(unsubscribe)%20)([\w.~-]+)/g,
    (_, before: string, link: string | undefined, mailto: string | undefined, token: string) => {
      const purpose = (link ?? mailto) as 'preferences' | 'unsubscribe' | 'vote';
      const subject = readToken(keyring, purpose, token, NOW_MS) ?? '';
      const [id = '', position = '', issue = ''] = subject.split('.').reverse();
      expect(ids.has(id), `${purpose} ${subject}`).toBe(true);
      seen.add(id);
      if (purpose !== 'vote') return before + signToken(keyring.current, purpose, '0');
      expect(issue).toBe(String(issueId));
      return before + signToken(keyring.current, 'vote-test', `${WEEK}.${position}.0`);
    },
  );
  expect(seen).toEqual(ids);
  return replaced;
}

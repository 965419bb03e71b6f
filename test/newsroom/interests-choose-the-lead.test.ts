import { type ParsedMail, simpleParser } from 'mailparser';
import { expect, it } from 'vitest';
import { readToken } from '../../src/audience/token.ts';
import type { IssueContent } from '../../src/issue/content.ts';
import { checkIssue } from '../../src/newsroom/check-issue.ts';
import { draftIssue } from '../../src/newsroom/draft.ts';
import { pickWeek } from '../../src/newsroom/pick-week.ts';
import { rebuildWeek } from '../../src/newsroom/rebuild.ts';
import { approveWeek } from '../../src/newsroom/release.ts';
import { sendWeek } from '../../src/newsroom/send-week.ts';
import { testSend } from '../../src/newsroom/test-send.ts';
import { frozenMails } from '../../src/storage/delivery/freezes.ts';
import { fixedClock } from '../support/clock.ts';
import { openTestApp, type TestApp } from '../support/newsroom.ts';
import { describeStores, type TestStore } from '../support/stores.ts';
import { addZonedReaders } from '../support/zoned-readers.ts';

const WEEK = '2026-W48';
const EDITOR = 'editor@example.com';
const { signal } = new AbortController();

async function picked(store: TestStore, settings: Record<string, string> = {}) {
  const clock = fixedClock('2026-11-24T09:00:00Z');
  const app = await openTestApp(store, clock, { settings });
  const outcome = await pickWeek(app, WEEK, 'test');
  if (outcome.kind === 'invalid_catalogue') throw new Error(outcome.message);
  return { app, clock, issue: outcome.issue };
}

const now = { now: true, signal, patienceMs: 60_000, who: 'test' };

async function mailTo(app: TestApp, kind: string, email: string): Promise<ParsedMail> {
  for (const name of await app.mails(kind)) {
    const source = await app.read(kind, name);
    if (source.includes(`To: ${email}`)) return simpleParser(source);
  }
  throw new Error(`No mail to ${email}.`);
}

/** What each ballot link of a mail is about, in reading order, each once. */
function ballots(app: TestApp, mail: ParsedMail, body: string, at: number): string[] {
  const tokens = [...body.matchAll(/\/vote\/([\w.~-]+)/g)].map(([, token = '']) => token);
  return [...new Set(tokens)].map(
    token => readToken(app.keyring, 'vote', token, at) ?? `? in ${mail.subject}`,
  );
}

describeStores('interests', (open, dialect) => {
  it('choose which pairing leads the mail; each vote is about its own pairing wherever that stands', async () => {
    const store = await open();
    const { app, clock, issue } = await picked(store, {
      TEMPLATE_ENGINE: dialect === 'sqlite' ? 'react' : 'mjml',
    });
    const [first = '', second = '', third = ''] = issue.pick.pairings.map(pairing => pairing.category);
    expect(new Set([first, second, third]).size).toBe(3);
    const readers: [string, readonly string[], number][] = [
      ['none', [], 1],
      ['other', ['Gardening'], 1],
      ['first', [third, first], 1],
      ['second', ['Gardening', second], 2],
      ['third', [third.toUpperCase()], 3],
      ['earlier', [third, second], 2],
      ['odd', ["x','y", '"]', third], 3],
    ];
    await addZonedReaders(
      store,
      clock,
      readers.map(([name, interests]) => ({ email: `${name}@example.com`, interests })),
    );
    await approveWeek(app, WEEK, EDITOR);
    expect(await sendWeek(app, WEEK, now)).toMatchObject({ kind: 'sent', status: { submitted: 7 } });

    const frozen = await frozenMails(store, issue.id);
    const contents = frozen.map(mail => JSON.parse(mail.content) as IssueContent);
    expect(contents.map(content => content.pairings.map(pairing => pairing.position))).toEqual([
      [1, 2, 3],
      [2, 1, 3],
      [3, 1, 2],
    ]);
    expect(new Set(contents.map(content => content.subject)).size).toBe(3);
    const approval = (await app.issues.find(WEEK))?.approval?.hash;
    for (const mail of frozen) expect(mail.contentHash).toBe(approval);
    // The site shows the editors' order to everybody.
    expect(frozen.map(mail => mail.webHtml === '')).toEqual([false, true, true]);

    for (const [index, [name, , variant]] of readers.entries()) {
      const mail = await mailTo(app, 'issue', `${name}@example.com`);
      const content = contents[variant - 1]!;
      expect(mail.subject, name).toBe(content.subject);
      const about = content.pairings.map(({ position }) => `${issue.id}.${position}.${index + 1}`);
      expect(ballots(app, mail, mail.text ?? '', clock.now()), name).toEqual(about);
      expect(ballots(app, mail, String(mail.html), clock.now()), name).toEqual(about);
      // The ballot beneath a pairing names that pairing's tools.
      const [lead] = content.pairings;
      const links = [
        ...String(mail.html).matchAll(/href="[^"]*\/vote\/([\w.~-]+)\?choice=a"[^>]*>(.*?)<\/a>/gs),
      ];
      expect(links.length).toBe(1);
      expect(readToken(app.keyring, 'vote', links[0]![1]!, clock.now())).toBe(about[0]);
      expect(links[0]![2]!.replace(/<[^>]+>/g, '')).toContain(lead!.a.name);
    }
    expect(await rebuildWeek(app, WEEK)).toEqual({
      kind: 'same',
      isAsApproved: true,
      parts: [
        { part: 'mail', same: true },
        { part: 'mail (variant 2)', same: true },
        { part: 'mail (variant 3)', same: true },
        { part: 'web version', same: true },
      ],
    });
    const meddled = JSON.stringify({
      ...frozen[1]!.mail,
      compiled: { ...frozen[1]!.mail.compiled, subject: 'x' },
    });
    await store.db.updateTable('frozen_mails').set({ mail: meddled }).where('variant', '=', 2).execute();
    expect(await rebuildWeek(app, WEEK)).toMatchObject({
      kind: 'different',
      isAsApproved: false,
    });
  });

  it('cost nothing where one pairing is all there is: one mail, and nobody is asked', async () => {
    const store = await open();
    const { app, clock, issue } = await picked(store, { PAIRINGS_PER_ISSUE: '1' });
    // Not even looked at: this would be no JSON.
    await addZonedReaders(store, clock, [{ email: 'a@example.com' }]);
    await store.db.updateTable('subscribers').set({ interests: '[' }).execute();
    await approveWeek(app, WEEK, EDITOR);
    expect(await sendWeek(app, WEEK, now)).toMatchObject({ kind: 'sent', status: { submitted: 1 } });
    expect((await frozenMails(store, issue.id)).map(mail => mail.variant)).toEqual([1]);
  });

  it('are seen by the editors: an approval covers every variant, findings name it, test sends show it', async () => {
    const store = await open();
    const { app, issue } = await picked(store);
    const draft = await draftIssue(app, issue);
    expect(draft.variants.map(({ frozen }) => frozen.variant)).toEqual([1, 2, 3]);

    // A word that only stands in the second variant's subject changes what was approved.
    const [, second] = issue.pick.pairings;
    const edited = {
      ...issue,
      edits: { subject: 'All about tools', preheader: 'A week of many good tools, all judged.' },
    };
    const own = await draftIssue(app, edited);
    expect(own.variants.map(({ content }) => content.subject)).toEqual([
      'All about tools',
      ...draft.variants.slice(1).map(({ content }) => content.subject),
    ]);
    expect(own.frozen.contentHash).not.toBe(draft.frozen.contentHash);
    expect(own.content.pairings.map(pairing => pairing.category)[1]).toBe(second?.category);

    const long = draft.variants.map((variant, index) =>
      index === 1 ? { ...variant, content: { ...variant.content, subject: 'x'.repeat(80) } } : variant,
    );
    const places = (await checkIssue(app, issue, { ...draft, variants: [long[0]!, ...long.slice(1)] })).map(
      finding => `${finding.code} (${finding.place})`,
    );
    expect(places).toContain('subject-long (variant 2, subject)');
    expect(places.filter(place => place.startsWith('test-missing'))).toEqual(['test-missing (mail)']);

    const to = ['a@example.com'];
    expect(await testSend(app, WEEK, { to, variant: 3, who: 'test', signal })).toMatchObject({
      kind: 'queued',
      hash: draft.frozen.contentHash,
    });
    const mail = await mailTo(app, 'test', 'a@example.com');
    expect(mail.subject).toBe(`[TEST] ${draft.variants[2]!.content.subject}`);
    const votes = [...(mail.text ?? '').matchAll(/\/vote\/([\w.~-]+)/g)].map(([, token = '']) =>
      readToken(app.keyring, 'vote-test', token, app.now()),
    );
    expect([...new Set(votes)]).toEqual([`${WEEK}.3.0`, `${WEEK}.1.0`, `${WEEK}.2.0`]);
    expect(await testSend(app, WEEK, { to, variant: 4, who: 'test', signal })).toMatchObject({
      kind: 'refused',
      fix: 'There are: 1, 2, 3.',
    });
  });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { signToken } from '../../src/audience/token.ts';
import { signConfirm } from '../../src/readers/signup/confirm-token.ts';
import { renderLetter } from '../../src/render/letters.ts';
import { Words } from '../../src/words/words.ts';
import { SAMPLE_STYLE } from '../support/house-style.ts';
import { letterStates } from '../support/letters.ts';
import { leftOver, markedPublication, markedWords, unmarked } from '../support/marked-words.ts';
import { EMAIL, openReaderSite } from '../support/reader-site.ts';
import { describeStores } from '../support/stores.ts';
import { castAll, sentIssue, times } from '../vote/vote-week.ts';

const sample = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../data/sample/catalogue.json'), 'utf8'),
);
const CATALOGUE: readonly string[] = sample.tools.flatMap(
  (tool: { name: string; category: string; tagline: string }) => [tool.name, tool.category, tool.tagline],
);
const GIVEN = [
  'Weekly AI Tool Verdicts',
  EMAIL,
  'ada@gmail.com',
  'ada@gmial.com',
  'challenge',
  'altcha',
  ...CATALOGUE,
];

describeStores('in a publication’s own words', open => {
  it('nothing is left in English on a reader’s pages', { timeout: 60_000 }, async () => {
    const site = await openReaderSite(await open(), { settings: { PUBLICATION: markedPublication() } });
    const [preferences, unsubscribe] = [site.link('preferences'), site.link('unsubscribe')];
    const got = (path: string) => site.web.request(path);
    const sent = (path: string, fields: Record<string, string>) => site.post(path, fields);
    const answers = [
      await got('/subscribe'),
      await sent('/subscribe', { email: 'ada@gmial.com' }),
      await sent('/subscribe', {
        email: '"ada"@gmial.com',
        name: 'x'.repeat(300),
        interests: 'y'.repeat(99),
      }),
      await sent('/subscribe?framed', { email: '' }),
      await got('/subscribed'),
      await got('/embed'),
      await got('/embed/form'),
      await got('/embed/subscribed'),
      await got('/confirm/nothing'),
      await got(`/confirm/${confirmToken(site)}`),
      await got(preferences),
      await sent(preferences, { action: 'save', name: 'Ada' }),
      await sent(preferences, {
        action: 'save',
        name: 'x'.repeat(300),
        pauseWeeks: 'no',
        interests: '\ufffd',
      }),
      await sent(preferences, { action: 'juggle' }),
      await sent(preferences, { action: 'erase' }),
      await got('/preferences/nothing'),
      await got(unsubscribe),
      await got(`${unsubscribe}?pause`),
      await sent(`${unsubscribe}?pause`, { pauseWeeks: 'no' }),
      await sent(`${unsubscribe}?pause`, { pauseWeeks: '4' }),
      await got(preferences),
      await sent(unsubscribe, { action: 'back' }),
      await sent(unsubscribe, {}),
      await got(preferences),
      await sent(unsubscribe, { action: 'back' }),
      await got('/unsubscribe/nothing'),
      await got('/lost-link'),
      await sent('/lost-link', { email: 'nobody' }),
      await got('/lost-link/asked'),
      await got('/vote/nothing'),
      await sent(preferences, { action: 'erase', confirm: 'erase' }),
    ];
    for (const answer of answers) {
      const page = await answer.text();
      expect(page, page.slice(0, 200)).toContain('⟦');
      expect(unmarked(page, [...GIVEN, 'x'.repeat(300), 'Ada', 'no'])).toEqual([]);
    }
  });

  it('nothing is left in English of what a reader downloads', async () => {
    const site = await openReaderSite(await open(), { settings: { PUBLICATION: markedPublication() } });
    const [preferences, unsubscribe] = [site.link('preferences'), site.link('unsubscribe')];
    await site.post(preferences, { action: 'save', name: 'Ada', timezone: 'Europe/Paris' });
    await site.post(`${unsubscribe}?pause`, { pauseWeeks: '4' });
    const answer = await site.post(preferences, { action: 'export' });
    const { consents } = (await answer.json()) as { consents: { wording: string; source: string }[] };
    const told = consents.filter(({ source }) => source === 'preferences' || source === 'mail');
    expect(told).toHaveLength(2);
    expect(told.flatMap(({ wording }) => leftOver(wording, []))).toEqual([]);
    const file = encodeURIComponent('⟦my-newsletter-data⟧.json');
    expect(answer.headers.get('content-disposition')).toBe(
      `attachment; filename="data.json"; filename*=UTF-8''${file}`,
    );
  });

  it('nothing is left in English of what programs are answered', async () => {
    const site = await openReaderSite(await open(), { settings: { PUBLICATION: markedPublication() } });
    for (const body of ['{"email":"nobody","timezone":"Mars"}', '{"email":1,"interests":1}', '[]']) {
      const headers = { 'Content-Type': 'application/json' };
      const answer = await site.web.request('/subscribe', { method: 'POST', headers, body });
      const { status, problems } = (await answer.json()) as { status: string; problems: object };
      expect(status).toBe('invalid');
      expect(Object.values(problems).flatMap(words => leftOver(words, []))).toEqual([]);
    }
    const oneClick = await site.post('/unsubscribe/nothing', { 'List-Unsubscribe': 'One-Click' });
    expect(leftOver(await oneClick.text(), [])).toEqual([]);
  });

  it('nothing is left in English of a vote, open, cast and closed', { timeout: 120_000 }, async () => {
    const settings = { PUBLICATION: markedPublication() };
    const { store, clock, app, web, issue, token } = await sentIssue(await open(), { readers: 50, settings });
    await castAll(store, clock, issue.id, [...times(12, 'a'), ...times(30, 'b'), 'both', 'neither']);
    const test = signToken(app.keyring.current, 'vote-test', `${issue.week}.1.0`);
    const got = (id: string) => web.request(`/vote/${id}`);
    const cast = (id: string, choice: string) =>
      web.request(`/vote/${id}`, { method: 'POST', body: new URLSearchParams({ choice }) });
    const open_ = [
      await got(token(50)),
      await cast(token(50), ''),
      await cast(token(50), 'a'),
      await cast(token(50), 'b'),
      await got(test),
      await cast(test, 'a'),
    ];
    clock.set('2026-12-02T09:00:00Z');
    const pages = await Promise.all([...open_, await got(token(50))].map(answer => answer.text()));
    for (const page of pages) expect(unmarked(page, GIVEN)).toEqual([]);
    // Not seven times the page of a link that opens nothing.
    const titles = pages.map(page => /<h1>(.*?)<\/h1>/su.exec(page)?.[1] ?? '');
    expect(titles.map(title => title.replaceAll(/<[^>]*>|[⟦⟧]/gu, ''))).toEqual([
      expect.stringContaining('Which would you'),
      expect.stringContaining('Choose one answer'),
      'Your vote is in.',
      'Your vote has been changed.',
      expect.stringContaining('Which would you'),
      'Your test vote arrived.',
      'This vote has closed.',
    ]);
  });
});

it('a letter to readers is in the publication’s language, and one to editors in English', async () => {
  const style = { ...SAMPLE_STYLE, words: new Words('de') };
  const said = async (state: string, engine: 'react' | 'mjml') => {
    const letter = letterStates[state]!;
    return renderLetter({ ...letter, sender: { ...letter.sender, style } }, engine);
  };
  for (const engine of ['react', 'mjml'] as const) {
    const welcome = await said('welcome', engine);
    expect(welcome.subject).toBe('Willkommen bei Weekly AI Tool Verdicts');
    expect(welcome.html).toMatch(/<html [^>]*lang="de"/);
    const signIn = await said('signIn', engine);
    expect(signIn.subject).toBe('Sign in to the desk of Weekly AI Tool Verdicts');
    expect(signIn.html).toMatch(/<html [^>]*lang="en"/);
  }
});

describe('in a publication’s own words', () => {
  const readers = Object.entries(letterStates).filter(
    ([state, { kind }]) => kind !== 'notice' && kind !== 'sign-in' && state !== 'hostile',
  );
  it.each(readers)('nothing is left in English of the letter %s', async (_, letter) => {
    const words = new Words('en', markedWords());
    const links = [{ label: 'Impressum', url: 'https://weekly.example.com/impressum' }];
    const { postalAddress } = letter.sender;
    const given = ['Weekly AI Tool Verdicts', postalAddress, 'Impressum', 'ship', 'skip'];
    const own = { ...letter, sender: { ...letter.sender, style: { ...SAMPLE_STYLE, words, links } } };
    for (const engine of ['react', 'mjml'] as const) {
      const { subject, html, text } = await renderLetter(own, engine);
      const typed = letter.kind === 'correction' ? [letter.issue, letter.wrong, letter.right] : [];
      const allowed = [...given, ...typed.flatMap(words => words.split('\n'))];
      const shown = text.replaceAll(/https:\S+/g, '').replaceAll(/\n(?!\n)/g, ' ');
      const seen = html
        .replaceAll(/>https:[^<]+</g, '><')
        .replaceAll(/<!\[endif[^>]*>|<o:[\s\S]*?<\/o:[^>]*>/g, '');
      expect([leftOver(subject, allowed), unmarked(seen, allowed), leftOver(shown, allowed)]).toEqual([
        [],
        [],
        [],
      ]);
      expect(html).toContain('>Impressum</a>');
    }
  });
});

function confirmToken({ app, clock }: Awaited<ReturnType<typeof openReaderSite>>): string {
  return signConfirm(app.keyring, { subscriberId: 1, askedAt: clock.now() }, clock.now());
}

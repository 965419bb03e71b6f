import { describe, expect, it } from 'vitest';
import { renderIssue } from '../../src/render/render.ts';
import { renderWebVersion } from '../../src/render/web-version.ts';
import { readerFields } from '../support/content.ts';
import { earlierIssue } from '../support/earlier-issue.ts';
import { readHtml } from '../support/read-html.ts';
import { openSiteWith } from './sent-issue.ts';

const [lead] = earlierIssue.pairings;

/** As the version that froze it left it, so that no default of today helps. */
const missing = ['gain', 'pricesChecked'].filter(field => field in lead!);

describe('an issue that was frozen before verdicts named a reason', () => {
  it('has the shape its content had then', () => {
    expect(missing).toEqual([]);
    expect(earlierIssue).not.toHaveProperty('wordings');
    expect(earlierIssue.lastWeek?.againstPanel).toBeDefined();
    expect(lead!.a).not.toHaveProperty('about');
  });

  it('is shown on every page of the site in its own words', async () => {
    const webHtml = await renderWebVersion(earlierIssue);
    const { app } = await openSiteWith(earlierIssue, { webHtml });
    for (const path of [
      '/',
      '/issues',
      `/issues/${earlierIssue.week}`,
      ...earlierIssue.pairings.map(({ slug }) => `/compare/${slug}`),
      '/feed.xml',
    ]) {
      const answer = await app.request(path);
      const body = await answer.text();
      expect(answer.status, path).toBe(200);
      expect(body, path).not.toMatch(/undefined|\[object/);
      if (path.startsWith('/compare')) expect(body).toContain('Why this pair');
    }
    const compared = await (await app.request(`/compare/${lead!.slug}`)).text();
    const words = readHtml(compared).words.join(' ');
    for (const said of [lead!.verdict, lead!.pickA, lead!.pickB, lead!.why]) expect(words).toContain(said);
  });

  it.each(['react', 'mjml'] as const)(
    'can be rendered again by %s, with everything that it said',
    async engine => {
      const { html } = await renderIssue(earlierIssue, readerFields, engine);
      const words = readHtml(html).words.join(' ');
      expect(words).not.toMatch(/undefined|\[object/);
      for (const { verdict, why, a, b } of earlierIssue.pairings) {
        expect(words).toContain(verdict);
        expect(words).toContain(why);
        for (const tool of [a, b]) expect(words).toContain(`“${tool.pull?.pull}”`);
      }
    },
  );
});

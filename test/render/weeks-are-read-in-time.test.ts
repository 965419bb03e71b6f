import { expect, it } from 'vitest';
import { loadCatalogue } from '../../src/catalogue/catalogue.ts';
import { PROJECT_ROOT } from '../../src/config.ts';
import { composeContent } from '../../src/issue/compose-content.ts';
import type { IssueContent } from '../../src/issue/content.ts';
import { wordsInMail } from '../../src/issue/reading-time.ts';
import type { PastIssue } from '../../src/pairing/pairing.ts';
import { pick } from '../../src/pairing/pick.ts';
import { thursdayOf, weekName, weekNumber } from '../../src/pairing/week.ts';
import { renderIssue } from '../../src/render/render.ts';
import { HOUSE_WORDS } from '../../src/words/words.ts';
import { composeInput } from '../issue/reference-pair.ts';
import { readerFields } from '../support/content.ts';
import { readHtml } from '../support/read-html.ts';

/** Two and a half minutes of silent reading, at 238 words each (Brysbaert 2019). */
const MOST = Math.floor(2.5 * 238);
const FIRST = weekNumber('2026-W45');

/** Weeks in a row of the sample, each with a result of the week before. */
async function sampleWeeks(count: number): Promise<IssueContent[]> {
  const loaded = await loadCatalogue(`${PROJECT_ROOT}/data/sample/catalogue.json`);
  if (loaded.kind !== 'loaded') throw new Error('The sample catalogue is wrong');
  const history: PastIssue[] = [];
  const issues: IssueContent[] = [];
  for (let number = FIRST; number < FIRST + count; number++) {
    const [week, today] = [weekName(number), thursdayOf(number)];
    const catalogue = {
      ...loaded.catalogue,
      tools: loaded.catalogue.tools.filter(tool => tool.addedOn <= today),
    };
    const picked = pick({ catalogue, history, week, today, seed: '0', count: 3, words: HOUSE_WORDS });
    history.push({ week, pairings: picked.pairings });
    const last = issues.at(-1);
    const lead = last?.pairings[0];
    const counts = { a: 31, b: 12, both: 4, neither: 2 };
    const lastVote =
      last && lead ? { week: last.week, a: lead.a.name, b: lead.b.name, counts, panel: lead.lead } : null;
    const recent = issues.flatMap(({ wordings = [] }) => wordings);
    issues.push(
      composeContent(
        composeInput({ catalogue, pick: picked, week, today, number: issues.length + 1, lastVote, recent }),
      ),
    );
  }
  return issues;
}

it('every issue of four weeks of the sample takes at most two and a half minutes to read', async () => {
  for (const issue of await sampleWeeks(4)) {
    expect(issue.pairings).toHaveLength(3);
    expect(wordsInMail(issue), issue.week).toBeLessThanOrEqual(550);
    const { html } = await renderIssue(issue, readerFields, 'react');
    // The drawn panel is looked at and not read.
    const read = html.replace(/<table[^>]*class="seats"[\s\S]*?<\/table>/g, '');
    expect(read.length, issue.week).toBeLessThan(html.length);
    const words = readHtml(read).words.filter(word => /[\p{L}\p{N}]/u.test(word));
    expect(words.length, issue.week).toBeLessThanOrEqual(MOST);
  }
});

import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { PROJECT_ROOT } from '../../src/config.ts';
import { checkIssue } from '../../src/newsroom/check-issue.ts';
import { draftIssue } from '../../src/newsroom/draft.ts';
import { pickWeek } from '../../src/newsroom/pick-week.ts';
import { approveWeek } from '../../src/newsroom/release.ts';
import { fixedClock } from '../support/clock.ts';
import { openTestApp } from '../support/newsroom.ts';
import { describeStores } from '../support/stores.ts';

const WEEK = '2026-W48';

describeStores('a tool that has left the catalogue', open => {
  it('is named by the pre-flight though its words are still known, and keeps the issue from being approved', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'verdicts-catalogue-')), 'catalogue.json');
    const whole = readFileSync(join(PROJECT_ROOT, 'data/sample/catalogue.json'), 'utf8');
    writeFileSync(file, whole);
    const app = await openTestApp(await open(), fixedClock('2026-11-24T09:00:00Z'), {
      settings: { CATALOGUE: file, EDITORS: 'editor@example.com' },
    });
    const picked = await pickWeek(app, WEEK, 'test');
    if (picked.kind === 'invalid_catalogue') throw new Error(picked.message);
    const { issue } = picked;
    const [{ a } = { a: '' }] = issue.pick.pairings;
    const missing = async () =>
      (await checkIssue(app, issue, await draftIssue(app, issue))).filter(
        ({ code }) => code === 'tool-missing',
      );
    expect(await missing()).toEqual([]);

    const rest = JSON.parse(whole) as { tools: { slug: string }[] };
    writeFileSync(file, JSON.stringify({ ...rest, tools: rest.tools.filter(({ slug }) => slug !== a) }));
    expect(await missing()).toMatchObject([{ severity: 'error', place: a }]);
    const refusal = await approveWeek(app, WEEK, 'editor@example.com');
    expect(refusal.kind).not.toBe('approved');
    expect(JSON.stringify(refusal)).toContain('no longer in the catalogue');

    // A file that is broken for a moment says nothing of what is in it.
    writeFileSync(file, '{');
    expect(await missing()).toEqual([]);

    writeFileSync(file, whole);
    expect((await approveWeek(app, WEEK, 'editor@example.com')).kind).toBe('approved');
  });
});

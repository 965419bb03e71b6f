import { expect, it } from 'vitest';
import { fullest } from '../support/content.ts';
import { describeStores } from '../support/stores.ts';
import { watchedStore } from '../support/watched-store.ts';
import { openSite } from '../web/site.ts';
import { addIssue, openSiteWith } from './sent-issue.ts';
import { ask, served } from './served-site.ts';

const [LEAD] = fullest.pairings;
const COMPARED = `/compare/${LEAD!.slug}`;
describeStores('through the socket, a kept page', open => {
  it('is dropped by what changes it, drawn once for a burst, and stays out its minute at most', async () => {
    const store = await open();
    await openSiteWith(fullest, { store });
    const watched = watchedStore(store);
    // Before the database itself ends.
    await using _ended = { [Symbol.asyncDispose]: () => watched.db.destroy() };
    const site = await openSite({ store: watched, logLevel: 'info' });
    const { port, clock, routed } = await served(site);
    const draws = () => watched.statements.filter(({ sql }) => /"?pair_key"? = /.test(sql)).length;

    const answers = await Promise.all(Array.from({ length: 200 }, () => ask(port, COMPARED)));
    expect(new Set(answers.map(({ status, body }) => `${status} ${body}`)).size).toBe(1);
    expect(draws()).toBe(2);

    await ask(port, '/issues');
    const before = routed();
    expect((await ask(port, '/issues')).body.toString()).not.toContain('2026-W49');
    expect(routed()).toBe(before);
    await addIssue(store, { ...fullest, week: '2026-W49', number: 49 });
    expect((await ask(port, '/issues')).body.toString()).toContain('2026-W49');
    expect(routed()).toBe(before + 1);

    await ask(port, COMPARED);
    expect(draws()).toBe(4);
    clock.advance(60_000);
    await ask(port, COMPARED);
    expect(draws()).toBe(6);
  });
});

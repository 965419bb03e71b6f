import { expect, it } from 'vitest';
import { EVERY_ROUTE } from '../../src/api/v1/every-route.ts';
import { draftIssue } from '../../src/newsroom/draft.ts';
import { editWords } from '../../src/newsroom/editing/edit-words.ts';
import { EDITOR } from '../support/desk.ts';
import { describeStores } from '../support/stores.ts';
import { type ApiWorld, openWorld, PICKED, SENT } from './api-world.ts';
import { exampleOf } from './example-of.ts';

const CONDITIONAL = EVERY_ROUTE.filter(({ conditional }) => conditional);
const OF_ISSUES = CONDITIONAL.filter(({ id }) => id !== 'changeCorrection');

describeStores('a change of an issue', open => {
  it('is refused without the ETag that it was made on, and nothing is done', async () => {
    const world = await openWorld(await open());
    expect(CONDITIONAL.map(({ id }) => id).toSorted()).toEqual(
      [
        ...['ban', 'changeCorrection', 'changeWords', 'movePairing', 'pickAgain', 'pinPairing'],
        ...['scheduleIssue', 'swapPairing', 'unscheduleIssue'],
      ].toSorted(),
    );
    const before = await world.issue();
    for (const route of OF_ISSUES) {
      const { path, body } = await exampleOf(world, route);
      const etag = await world.etag();
      for (const condition of [undefined, '', '*', 'x', `W/${etag}`, etag.slice(1, -1)]) {
        const headers = condition === undefined ? {} : { 'If-Match': condition };
        const answer = await world.call(route.method.toUpperCase(), path, { body, headers });
        expect([route.id, condition, answer.status]).toEqual([route.id, condition, 428]);
        expect(await answer.json()).toMatchObject({
          type: 'urn:verdicts:problem:no-condition',
          place: 'header If-Match',
          fix: `Read the issue (GET /api/v1/issues/${PICKED}) and send its ETag as If-Match.`,
        });
      }
    }
    expect(await world.issue()).toEqual(before);
  });

  it('is refused on an ETag of before, with the one of now', async () => {
    const world = await openWorld(await open());
    const seen = await world.etag();
    const { revision } = await world.issue();
    await editWords(world.app, { week: PICKED, revision, who: EDITOR }, { subject: 'By somebody else' });
    const now = await world.issue();
    for (const route of OF_ISSUES) {
      const { path, body } = await exampleOf(world, route);
      const answer = await world.call(route.method.toUpperCase(), path, {
        body,
        headers: { 'If-Match': seen },
      });
      expect([route.id, answer.status]).toEqual([route.id, 412]);
      expect(answer.headers.get('etag')).toBe(await world.etag());
      expect((await answer.json()).detail).toBe(
        'The issue was changed while you looked at it, so nothing was done.',
      );
    }
    expect(await world.issue()).toEqual(now);
  });

  it('answers with the next ETag: one change after the other goes without looking again', async () => {
    const world = await openWorld(await open());
    let etag = await world.etag();
    for (const subject of ['One subject', 'Another subject', 'A third subject']) {
      const answer = await words(world, etag, { subject });
      expect(answer.status).toBe(200);
      etag = answer.headers.get('etag') ?? '';
      expect(etag).toBe(`"${(await answer.json()).contentHash}"`);
      expect(etag).toBe(await world.etag());
    }
    expect((await world.issue()).edits.subject).toBe('A third subject');
  });

  it('of two that were made on the same content one is done', async () => {
    const world = await openWorld(await open());
    const etag = await world.etag();
    const answers = await Promise.all(
      ['One', 'Two', 'Three', 'Four'].map(subject => words(world, etag, { subject: `${subject} subject` })),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412, 412, 412]);
  });

  it('names what an approval would bind to, before the freeze and after', async () => {
    const world = await openWorld(await open());
    const { frozen } = await draftIssue(world.app, await world.issue());
    expect(await world.etag()).toBe(`"${frozen.contentHash}"`);
    const sent = await world.issue(SENT);
    expect(await world.etag(SENT)).toBe(`"${sent.approval?.hash}"`);
  });

  it('is a conflict once the issue is out, and says what is left to do', async () => {
    const world = await openWorld(await open());
    const headers = { 'If-Match': await world.etag(SENT) };
    const answer = await world.call('PATCH', `/issues/${SENT}/words`, { body: { subject: 'Late' }, headers });
    expect(answer.status).toBe(409);
    expect(await answer.json()).toMatchObject({
      detail: 'Nothing was changed: it has been sent.',
      fix: 'if something in it was wrong, draft a correction',
    });
  });

  it('is kept and told as an editor’s is: cleaned, in the log, and refused when too long', async () => {
    const world = await openWorld(await open());
    const long = await words(world, await world.etag(), { subject: 'x'.repeat(301) });
    expect([long.status, (await long.json()).detail]).toEqual([
      422,
      'The subject has 301 characters; at most 300 are kept.',
    ]);
    const foreign = await words(world, await world.etag(), { verdicts: { 'none-vs-none': 'x' } });
    expect([foreign.status, (await foreign.json()).place]).toEqual([400, 'body.verdicts.none-vs-none']);
    const pairing = (await world.issue()).pick.pairings[0]!;
    const done = await words(world, await world.etag(), {
      intro: 'Two\r\nlines',
      verdicts: { [`${pairing.a}-vs-${pairing.b}`]: '  One   wins ' },
      pulls: { [pairing.a]: 'It works.' },
    });
    expect(done.status).toBe(200);
    const { edits } = await world.issue();
    expect(edits).toEqual({
      intro: expect.stringMatching(/^Two\s+lines$/),
      verdicts: { [`${pairing.a}-vs-${pairing.b}`]: 'One wins' },
      pulls: { [pairing.a]: 'It works.' },
    });
    const read = await (await world.call('GET', `/issues/${PICKED}/words`)).json();
    expect(read.own).toMatchObject({ intro: edits.intro, [`pull.${pairing.a}`]: 'It works.' });
    const same = await words(world, await world.etag(), { intro: edits.intro });
    expect(await same.json()).toMatchObject({ outcome: 'same' });
  });
});

describeStores('a correction', open => {
  it('is changed on the revision that was read, by one of two', async () => {
    const world = await openWorld(await open());
    const path = `/issues/${SENT}/correction`;
    const draft = { wrong: 'It costs $20.', right: 'It costs $10.' };
    expect((await world.call('GET', path)).status).toBe(404);
    expect((await world.call('POST', path, { body: { ...draft, right: ' ' } })).status).toBe(400);
    const drafted = await world.call('POST', path, { body: draft });
    expect([drafted.status, drafted.headers.get('etag')]).toEqual([201, '"correction-1"']);
    expect((await world.call('POST', path, { body: draft })).status).toBe(409);
    const other = { ...draft, right: 'It costs $10 a month.' };
    expect((await world.call('PUT', path, { body: other })).status).toBe(428);
    const headers = { 'If-Match': '"correction-1"' };
    const changed = await world.call('PUT', path, { body: other, headers });
    expect([changed.status, await changed.json()]).toMatchObject([
      200,
      { revision: 2, by: 'key everything' },
    ]);
    const late = await world.call('PUT', path, { body: draft, headers });
    expect([late.status, late.headers.get('etag')]).toEqual([412, '"correction-2"']);
  });

  it('is of an issue that somebody got', async () => {
    const world = await openWorld(await open());
    const answer = await world.call('POST', `/issues/${PICKED}/correction`, {
      body: { wrong: 'a', right: 'b' },
    });
    expect([answer.status, (await answer.json()).fix]).toEqual([409, 'Change the issue itself.']);
  });
});

async function words({ call }: ApiWorld, etag: string, body: unknown): Promise<Response> {
  return call('PATCH', `/issues/${PICKED}/words`, { body, headers: { 'If-Match': etag } });
}

import { expect, it } from 'vitest';
import { editWords } from '../../src/newsroom/editing/edit-words.ts';
import { approveWeek } from '../../src/newsroom/release.ts';
import { PICKED } from '../api/api-world.ts';
import { deskOver, EDITOR } from '../support/desk.ts';
import { describeStores } from '../support/stores.ts';
import { openAgentWorld } from './agent-world.ts';

const CHECK = `/desk/issues/${PICKED}/check`;
const INTRO =
  'Three pairs this week, and a long sentence so that the log’s own line would have cut it short by now.';

describeStores('an editor about to approve', open => {
  it('sees each part that a program changed, as it was and as it is, above the button', async () => {
    const world = await openAgentWorld(await open());
    const browser = await deskOver(world).signIn();
    expect(await browser.page(CHECK)).not.toContain('Changed by programs');
    const agent = await world.connect();
    const { contentHash, printed } = (await agent.yes('read_words', { week: PICKED })).structured;
    await agent.yes('change_words', {
      week: PICKED,
      contentHash,
      subject: 'Words of an agent',
      intro: INTRO,
    });
    const rest = await world.call('PATCH', `/issues/${PICKED}/words`, {
      headers: { 'If-Match': await world.etag() },
      body: { preheader: 'Words of a program' },
    });
    expect(rest.status).toBe(200);

    const page = await browser.page(CHECK);
    const block = page.slice(page.indexOf('id="programs"'), page.indexOf('id="approval"'));
    expect(page.indexOf('id="programs"')).toBeGreaterThan(-1);
    expect(page.indexOf('id="approval"')).toBeGreaterThan(page.indexOf('id="programs"'));
    for (const words of [printed.subject, 'Words of an agent', INTRO, 'Words of a program'])
      expect(block).toContain(words);
    expect(block).toContain('<span class="program">agent</span> everything');
    expect(block).toContain('<span class="program">program</span> everything');
    expect(block).toContain('3 parts that readers would see');
  });

  it('sees a person’s words as that person’s, and nothing twice after an approval', async () => {
    const world = await openAgentWorld(await open());
    const browser = await deskOver(world).signIn();
    const agent = await world.connect();
    const { contentHash } = (await agent.yes('read_words', { week: PICKED })).structured;
    await agent.yes('change_words', { week: PICKED, contentHash, subject: 'Words of an agent' });
    const { revision } = await world.issue();
    await editWords(world.app, { week: PICKED, revision, who: EDITOR }, { subject: 'Words of an editor' });
    expect(await browser.page(CHECK)).toContain('nothing of theirs is left in what readers would see');
    expect((await approveWeek(world.app, PICKED, EDITOR)).kind).toBe('approved');
    expect(await browser.page(CHECK)).not.toContain('Changed by programs');
  });
});

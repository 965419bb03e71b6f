import { join } from 'node:path';
import { loadCatalogue } from '../../src/catalogue/catalogue.ts';
import { PROJECT_ROOT } from '../../src/config.ts';
import type { FrozenMail } from '../../src/delivery/freeze.ts';
import { composeContent } from '../../src/issue/compose-content.ts';
import { renderDraft } from '../../src/newsroom/render-mails.ts';
import { pickFrom } from '../../src/pairing/pick.ts';
import { Pool } from '../../src/pairing/pool.ts';
import { thursdayOf, weekNumber } from '../../src/pairing/week.ts';
import { SCORE_RULES } from '../../src/pairing/weights.ts';
import { HOUSE_WORDS } from '../../src/words/words.ts';
import { PUBLIC_URL, WEEK } from './bench-reader.ts';
import { FROM, REPLY_TO } from './send-mail.ts';

/** The issue the sample catalogue gives for the bench's week, as it would be frozen. */
export async function realMail(): Promise<FrozenMail> {
  const loaded = await loadCatalogue(join(PROJECT_ROOT, 'data/sample/catalogue.json'));
  if (loaded.kind === 'invalid') throw new Error('The sample catalogue has problems.');
  const today = thursdayOf(weekNumber(WEEK));
  const pool = new Pool({
    catalogue: loaded.catalogue,
    history: [],
    week: WEEK,
    today,
    seed: '0',
    count: 3,
    words: HOUSE_WORDS,
  });
  const content = composeContent({
    catalogue: loaded.catalogue,
    pick: pickFrom(pool, pool.choose(SCORE_RULES), 3),
    week: WEEK,
    number: 1,
    today,
    settings: {
      publication: 'Weekly AI Tool Verdicts',
      publicUrl: PUBLIC_URL,
      postalAddress: '1 Example Street',
      replies: true,
      style: { words: HOUSE_WORDS, briefly: { one: 'tool', many: 'tools' }, links: [] },
    },
    edits: {},
    lastVote: null,
    community: new Map(),
    earlier: new Map(),
    recent: [],
  });
  const settings = { engine: 'react' as const, from: FROM, replyTo: REPLY_TO, publicUrl: PUBLIC_URL };
  return (await renderDraft(content, { ...settings, unsubscribeMailbox: '' })).frozen;
}

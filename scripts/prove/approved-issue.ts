import { pino } from 'pino';
import { composeNewsroom } from '../../src/compose.ts';
import { loadSettings } from '../../src/config.ts';
import { draftIssue } from '../../src/newsroom/draft.ts';
import { setTrial } from '../../src/newsroom/editing/set-trial.ts';
import type { Newsroom } from '../../src/newsroom/newsroom.ts';
import { pickWeek } from '../../src/newsroom/pick-week.ts';
import { approveWeek } from '../../src/newsroom/release.ts';
import { openStore, type Store } from '../../src/storage/database.ts';
import { migrate } from '../../src/storage/migrate.ts';

export const WEEK = '2026-W48';
export const EDITOR = 'editor@example.com';

/** The settings that every sender of a proof has; where to send and what to store comes from the round. */
export const SETTINGS: Readonly<Record<string, string>> = {
  ENV_FILE: 'off',
  SECRET_KEYS: 'prove-key-'.repeat(4),
  EDITORS: EDITOR,
  LOG_LEVEL: 'warn',
  MAIL_RATE: '20',
  SEND_LEASE_S: '2',
  PUBLIC_URL: 'https://weekly.example.com',
  POSTAL_ADDRESS: 'Verdicts, 5 Real Street, Realtown',
};

export function readerAddress(n: number): string {
  return `reader${n}@example.net`;
}

/**
 * Fills an empty database with readers and an approved issue, rendered and begun: the audience has its instant and not
 * one row yet, so that senders are also killed while they write it.
 */
export async function prepareIssue(url: string, readers: number): Promise<void> {
  const store = openStore(url);
  try {
    await migrate(store);
    const room = await openRoom(store, url, []);
    const picked = await pickWeek(room, WEEK, 'prove');
    if (picked.kind === 'invalid_catalogue') throw new Error(picked.message);
    const categories = picked.issue.pick.pairings.map(({ category }) => category);
    await addReaders(store, { count: readers, categories, at: room.now() - 60_000 });
    // Of the second one nothing is read, unless a round puts it on trial.
    const act = { week: WEEK, revision: picked.issue.revision, who: EDITOR };
    await setTrial(room, act, { subjects: ['The same verdicts under another subject'] });
    const issue = await room.issues.find(WEEK);
    if (!issue) throw new Error('The issue is gone.');
    const approval = await approveWeek(room, WEEK, EDITOR);
    if (approval.kind !== 'approved') throw new Error(`Not approved: ${JSON.stringify(approval)}`);
    const draft = await draftIssue(room, issue);
    const begun = await room.freezes.begin({
      issueId: issue.id,
      approvedHash: approval.hash,
      now: room.now(),
      mails: draft.variants.map(variant => variant.frozen),
    });
    if (!begun) throw new Error('The issue could not be begun.');
  } finally {
    await store.db.destroy();
  }
}

/** What editors work with; nothing is sent from it. */
export async function openRoom(store: Store, url: string, mailers: Newsroom['mailers']): Promise<Newsroom> {
  // A stand-in's address: nobody real may get the sample.
  const mail = {
    MAIL_PROVIDER: 'resend',
    RESEND_API_KEY: 're_unused',
    RESEND_BASE_URL: 'http://127.0.0.1:9',
  };
  const loaded = loadSettings({ ...SETTINGS, ...mail, DATABASE_URL: url });
  if (loaded.kind === 'bad') throw new Error(loaded.message);
  const { settings } = loaded;
  return composeNewsroom({
    settings,
    secrets: settings.SECRET_KEYS ?? [],
    store,
    mailers,
    owner: 'prove',
    now: () => Date.now(),
    log: pino({ level: 'silent' }),
  });
}

/**
 * One after the other the readers of each variant of the mail, whichever category leads it: some batches are of one variant, and
 * may name its template, others are of two.
 */
async function addReaders(
  store: Store,
  {
    count,
    categories,
    at,
  }: { readonly count: number; readonly categories: readonly string[]; readonly at: number },
): Promise<void> {
  const rows = Array.from({ length: count }, (_, index) => ({
    email: readerAddress(index + 1),
    dedupe_key: readerAddress(index + 1),
    name: index % 3 === 0 ? `Reader "${index + 1}" O’Brien & <b>` : '',
    interests: JSON.stringify([categories[Math.floor((index / count) * categories.length)]]),
    state: 'confirmed',
    source: 'prove',
    created_at: at,
    confirmed_at: at,
  }));
  await store.db.insertInto('subscribers').values(rows).execute();
}

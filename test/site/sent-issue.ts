import type { IssueContent } from '../../src/issue/content.ts';
import { mondayOf, previousWeek } from '../../src/issue/week.ts';
import { pairKey } from '../../src/pairing/pairing.ts';
import type { Store } from '../../src/storage/database.ts';
import { changePages } from '../../src/storage/issue/pages-version.ts';
import type { Choice } from '../../src/vote/ballot.ts';
import { at } from '../support/clock.ts';
import { fullest } from '../support/content.ts';
import { openSite, type SiteOptions } from '../web/site.ts';

const SENT_AT = at('2026-11-26T09:00:00Z');
const A_MINUTE_MS = 60_000;
/** From a Thursday's issue to Monday's pick, which ends its vote. */
const VOTE_MS = 4 * 24 * 3_600_000;

interface IssueOptions {
  /** `sent` unless given; from `sending` on it is frozen. */
  readonly state?: 'picked' | 'sending' | 'sent' | 'aborted';
  /** When the last reader had it. */
  readonly sentAt?: number;
  /** The web version as frozen. */
  readonly webHtml?: string;
}

/** An issue with this content. @returns its id */
export async function addIssue(
  store: Store,
  content: IssueContent,
  options: IssueOptions = {},
): Promise<number> {
  const { webHtml = '<!doctype html><p>Zed', sentAt = SENT_AT, state = 'sent' } = options;
  const sendAt = sentAt - A_MINUTE_MS;
  const isFrozen = state !== 'picked';
  const { id } = await store.db
    .insertInto('issues')
    .values({
      week: content.week,
      number: content.number,
      state,
      catalogue_hash: 'c',
      seed: '0',
      rung: 0,
      pick: '{}',
      send_at: sendAt,
      created_at: sendAt - 1,
      frozen_at: isFrozen ? sendAt : null,
      settled_at: state === 'sent' ? sentAt : null,
      vote_closes_at: isFrozen ? sendAt + VOTE_MS : null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await addPairings(store, id, content);
  if (isFrozen) await freezeMails(store, id, content, webHtml);
  await changePages(store);
  return id;
}

async function addPairings(store: Store, issueId: number, { pairings }: IssueContent): Promise<void> {
  const rows = pairings.map(({ a, b, category, position }) => ({
    issue_id: issueId,
    position,
    pair_key: pairKey(a.slug, b.slug),
    a: a.slug,
    b: b.slug,
    category,
    score: 1,
    terms: '{}',
    why: '',
    runners_up: '[]',
    source: 'picker',
  }));
  await store.db.insertInto('pairings').values(rows).execute();
}

/** In two variants, which have the same pairings: nothing may come twice. */
async function freezeMails(
  store: Store,
  issueId: number,
  content: IssueContent,
  webHtml: string,
): Promise<void> {
  const rows = [1, 2].map(variant => ({
    issue_id: issueId,
    variant,
    content_hash: 'h',
    content: JSON.stringify(content),
    mail: '{}',
    web_html: variant === 1 ? webHtml : '',
  }));
  await store.db.insertInto('frozen_mails').values(rows).execute();
}

/** A site whose newest issue has this content, with `past` issues like it, of other tools, before it. */
export async function openSiteWith(
  content: IssueContent = fullest,
  options: SiteOptions & IssueOptions & { readonly past?: number } = {},
) {
  const site = await openSite(options);
  const issueId = await addIssue(site.store, content, options);
  await sendBefore(site.store, content, options.past ?? 2);
  return { ...site, issueId };
}

/** So many issues in the weeks before this content's, numbered down from it. */
async function sendBefore(store: Store, content: IssueContent, count: number): Promise<void> {
  let { week, number } = content;
  for (let sent = 1; sent <= count; sent += 1) {
    week = previousWeek(week);
    number -= 1;
    const sentAt = at(`${mondayOf(week)}T09:00:00Z`) + 3 * 24 * 3_600_000;
    const date = new Date(sentAt).toISOString().slice(0, 10);
    const pairings = content.pairings.map(pairing => ofItsWeek(pairing, week.toLowerCase()));
    await addIssue(store, { ...content, week, number, date, pairings }, { sentAt });
  }
}

/** The same pairing of two other tools: no two ever meet twice. */
function ofItsWeek(pairing: IssueContent['pairings'][number], week: string): typeof pairing {
  const a = { ...pairing.a, slug: `${pairing.a.slug}-${week}` };
  const b = { ...pairing.b, slug: `${pairing.b.slug}-${week}` };
  return { ...pairing, a, b, slug: `${a.slug}-vs-${b.slug}` };
}

/** Ballots on the leading pairing of an issue. */
export async function castBallots(
  store: Store,
  issueId: number,
  counts: Readonly<Record<Choice, number>>,
): Promise<void> {
  const choices = Object.entries(counts).flatMap(([choice, count]) => Array<string>(count).fill(choice));
  const rows = choices.map((choice, index) => ({
    issue_id: issueId,
    position: 1,
    subscriber_id: index + 1,
    choice,
    cast_at: SENT_AT,
    changed_at: SENT_AT,
    window_at: SENT_AT,
  }));
  await store.db.insertInto('ballots').values(rows).execute();
}

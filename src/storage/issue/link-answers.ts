import type { LinkAnswer } from '../../issue/preflight.ts';
import type { Store } from '../database.ts';

/** SQLite takes 32,766 values a statement; a row has seven. */
const ROWS = 500;

/** An answer and when it was asked for, epoch ms. */
export interface KeptLinkAnswer {
  readonly answer: LinkAnswer;
  readonly askedAt: number;
}

/** Keeps what links said, each in place of what it said before. */
export async function keepLinkAnswers(
  store: Store,
  issueId: number,
  answers: ReadonlyMap<string, LinkAnswer>,
  askedAt: number,
): Promise<void> {
  const rows = [...answers].map(([url, answer]) => ({
    issue_id: issueId,
    url,
    kind: answer.kind,
    status: answer.kind === 'answered' ? answer.status : 0,
    final_url: answer.kind === 'answered' ? answer.finalUrl : '',
    reason: answer.kind === 'answered' ? '' : answer.reason,
    asked_at: askedAt,
  }));
  for (let from = 0; from < rows.length; from += ROWS) {
    await store.db
      .insertInto('link_answers')
      .values(rows.slice(from, from + ROWS))
      .onConflict(conflict =>
        conflict.columns(['issue_id', 'url']).doUpdateSet(eb => ({
          kind: eb.ref('excluded.kind'),
          status: eb.ref('excluded.status'),
          final_url: eb.ref('excluded.final_url'),
          reason: eb.ref('excluded.reason'),
          asked_at: eb.ref('excluded.asked_at'),
        })),
      )
      .execute();
  }
}

/** By address; those of links that an issue no longer has are among them. */
export async function keptLinkAnswers(store: Store, issueId: number): Promise<Map<string, KeptLinkAnswer>> {
  const rows = await store.db
    .selectFrom('link_answers')
    .selectAll()
    .where('issue_id', '=', issueId)
    .orderBy('url')
    .execute();
  return new Map(
    rows.map(({ url, kind, status, final_url, reason, asked_at }) => [
      url,
      {
        askedAt: asked_at,
        answer:
          kind === 'answered'
            ? { kind, status, finalUrl: final_url }
            : { kind: kind === 'private' ? 'private' : 'failed', reason },
      },
    ]),
  );
}

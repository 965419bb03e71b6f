/** In the order they are asked. */
export const CHOICES = ['a', 'b', 'both', 'neither'] as const;
/** What one reader would ship of two tools. */
export type Choice = (typeof CHOICES)[number];

/** Null for anything else, whatever its type: it comes from forms and addresses. */
export function readChoice(value: unknown): Choice | null {
  return CHOICES.find(choice => choice === value) ?? null;
}

/** Whose ballot on which pairing: what a vote token says. */
export interface BallotKey {
  readonly issueId: number;
  /** Of the pairing in its issue, from 1, as the editors ordered them: the same whichever leads a reader's mail. */
  readonly position: number;
  readonly subscriberId: number;
}

/** @param subject of a `vote` token: `<issue>.<position>.<subscriber>` */
export function readBallotKey(subject: string): BallotKey | null {
  const [, issueId, position, subscriberId] =
    /^([1-9]\d{0,14})\.([1-9]\d?)\.([1-9]\d{0,14})$/.exec(subject) ?? [];
  if (!issueId || !position || !subscriberId) return null;
  return { issueId: Number(issueId), position: Number(position), subscriberId: Number(subscriberId) };
}

/** @param subject of a `vote-test` token: `<week>.<position>.0`, the mail of a test send */
export function readTestBallotKey(
  subject: string,
): { readonly week: string; readonly position: number } | null {
  const [, week, position] = /^(\d{4}-W\d{2})\.([1-9]\d?)\.0$/.exec(subject) ?? [];
  return week && position ? { week, position: Number(position) } : null;
}

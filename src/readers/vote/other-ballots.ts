import { type SigningKey, signToken } from '../../audience/token.ts';
import type { IssueContent, PairingContent } from '../../issue/content.ts';
import type { BallotKey, Choice } from '../../vote/ballot.ts';
import type { OtherBallots } from '../../vote/vote-view.ts';

/**
 * The ballot a reader may go on with after this one, in the order of the issue and round to its beginning: some open the
 * mail's second question first.
 * @param reader.choices what they have answered, by position
 */
export function otherBallots(
  signing: SigningKey,
  { pairings }: Pick<IssueContent, 'pairings'>,
  reader: {
    readonly key: BallotKey;
    readonly choices: ReadonlyMap<number, Choice>;
    readonly closed: boolean;
  },
): OtherBallots {
  const { key, choices, closed } = reader;
  const open = inTurnAfter(pairings, key.position).filter(({ position }) => !choices.has(position));
  const [next] = closed ? [] : open;
  return {
    open: open.length,
    all: pairings.length,
    next: next
      ? ballotOf(next, signToken(signing, 'vote', `${key.issueId}.${next.position}.${key.subscriberId}`))
      : null,
  };
}

/** The same from a test mail, whose ballots nobody keeps: it leads once through the issue and ends with its last. */
export function otherTestBallots(
  signing: SigningKey,
  { pairings }: Pick<IssueContent, 'pairings'>,
  { week, position }: { readonly week: string; readonly position: number },
): OtherBallots {
  const later = pairings.filter(one => one.position > position).toSorted(byPosition);
  const [next] = later;
  return {
    open: later.length,
    all: pairings.length,
    next: next ? ballotOf(next, signToken(signing, 'vote-test', `${week}.${next.position}.0`)) : null,
  };
}

function ballotOf({ a, b }: PairingContent, token: string): NonNullable<OtherBallots['next']> {
  return { a: a.name, b: b.name, path: `/vote/${token}` };
}

function inTurnAfter(pairings: readonly PairingContent[], position: number): PairingContent[] {
  const others = pairings.filter(one => one.position !== position).toSorted(byPosition);
  const later = others.findIndex(one => one.position > position);
  return later < 0 ? others : [...others.slice(later), ...others.slice(0, later)];
}

function byPosition(one: PairingContent, other: PairingContent): number {
  return one.position - other.position;
}

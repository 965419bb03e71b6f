import {
  BALLOT_THRESHOLD,
  type Community,
  communityLabel,
  shareFigures,
  shareOf,
} from '../issue/community.ts';
import type { PairingContent } from '../issue/content.ts';
import {
  ballotsIn,
  isAgainstPanel,
  type Share,
  type VoteCounts,
  type VoteOutcome,
  voteOutcome,
} from '../issue/vote-outcome.ts';
import type { Words } from '../words/words.ts';
import { CHOICES, type Choice } from './ballot.ts';
import { percentages, shareFor } from './tally.ts';

/** How a vote stands, readers against panel: everything a page may say about it, in final words. */
export interface VoteStanding {
  /** ISO week of the issue that asked. */
  readonly week: string;
  readonly position: number;
  /** Epoch ms; null for a pairing nobody has been asked about yet. */
  readonly closesAt: number | null;
  readonly closed: boolean;
  /**
   * `hidden` while the vote is open, for everybody who has not voted; `few` below the threshold; `shown` otherwise.
   */
  readonly view: 'hidden' | 'few' | 'shown';
  /** All ballots; null while hidden. */
  readonly ballots: number | null;
  readonly a: SideStanding;
  readonly b: SideStanding;
  /** "Readers: Zed leads, 61% of 143 (53–68%)." or why nothing is said. */
  readonly line: string;
  /** "Readers disagree with the panel." or ''. */
  readonly againstPanel: string;
  /** In the order of the ballot, in percent that add up to 100; empty unless shown. */
  readonly answers: readonly AnswerStanding[];
}

export interface SideStanding {
  readonly slug: string;
  readonly name: string;
  readonly panel: PairingContent['a']['ship'];
  /** Who would ship it, alone or as one of both, and "of 143 (53–68%)"; null unless shown. */
  readonly readers: { readonly percent: number; readonly of: string } | null;
  /** "—" or "61% of 143 (53–68%)". */
  readonly label: string;
}

export interface AnswerStanding {
  readonly choice: Choice;
  readonly label: string;
  readonly count: number;
  readonly percent: number;
}

/** The parts of a pairing that a vote is about. */
export type VotedPairing = Pick<PairingContent, 'position' | 'lead'> & {
  readonly a: Pick<PairingContent['a'], 'slug' | 'name' | 'ship'>;
  readonly b: Pick<PairingContent['b'], 'slug' | 'name' | 'ship'>;
};

/** @param vote.hidden true for whoever shall not see it yet: an open vote is not told to those who have not voted */
export function standing(
  pairing: VotedPairing,
  vote: {
    readonly week: string;
    readonly counts: VoteCounts;
    readonly closesAt: number | null;
    readonly closed: boolean;
    readonly hidden: boolean;
    readonly words: Words;
  },
): VoteStanding {
  const { week, counts, closesAt, closed, hidden, words } = vote;
  const ballots = ballotsIn(counts);
  const view = hidden ? 'hidden' : ballots < BALLOT_THRESHOLD ? 'few' : 'shown';
  const outcome = voteOutcome(counts);
  const isShown = view === 'shown';
  return {
    week,
    position: pairing.position,
    closesAt,
    closed,
    view,
    ballots: hidden ? null : ballots,
    a: side(pairing, 'a', { counts, isShown, words }),
    b: side(pairing, 'b', { counts, isShown, words }),
    line: view === 'hidden' ? words.say('vote.hidden') : inWords(outcome, pairing, { closed, words }),
    againstPanel: isShown && isAgainstPanel(outcome, pairing.lead) ? words.say('vote.against-panel') : '',
    answers: isShown ? answers(pairing, counts, words) : [],
  };
}

/** What a choice is called on the ballot: "Ship Zed", "Ship both". */
export function choiceLabel(
  choice: Choice,
  pairing: { readonly a: { readonly name: string }; readonly b: { readonly name: string } },
  words: Words,
): string {
  switch (choice) {
    case 'a':
    case 'b':
      return words.say('vote.answer.one', { tool: pairing[choice].name });
    case 'both':
      return words.say('vote.answer.both');
    case 'neither':
      return words.say('vote.answer.neither');
  }
}

function side(
  pairing: VotedPairing,
  at: 'a' | 'b',
  {
    counts,
    isShown,
    words,
  }: { readonly counts: VoteCounts; readonly isShown: boolean; readonly words: Words },
): SideStanding {
  const { slug, name, ship } = pairing[at];
  const share = shareFor(counts, at);
  return {
    slug,
    name,
    panel: ship,
    readers: isShown ? readersOf(share, words) : null,
    label: isShown ? communityLabel(share, words) : '—',
  };
}

function readersOf({ chosen, ballots }: Community, words: Words): SideStanding['readers'] {
  const { percent, ...of } = shareFigures(chosen, ballots);
  return { percent, of: words.say('vote.readers-of', of) };
}

function answers(pairing: VotedPairing, counts: VoteCounts, words: Words): AnswerStanding[] {
  const percent = percentages(counts);
  return CHOICES.map(choice => ({
    choice,
    label: choiceLabel(choice, pairing, words),
    count: counts[choice],
    percent: percent[choice],
  }));
}

function inWords(
  outcome: VoteOutcome,
  pairing: VotedPairing,
  { closed, words }: { readonly closed: boolean; readonly words: Words },
): string {
  switch (outcome.kind) {
    case 'few':
      return words.say(closed ? 'vote.few' : 'vote.few-so-far');
    case 'undecided':
      return words.say('vote.undecided');
    case 'same':
      return words.say('vote.same', { answer: outcome.answer, share: shareWords(outcome.share, words) });
    case 'leads':
    case 'close':
      return words.say(`vote.${outcome.kind}`, {
        tool: pairing[outcome.side].name,
        share: shareWords(outcome.share, words),
      });
  }
}

function shareWords({ part, total }: Share, words: Words): string {
  return shareOf(part, total, words);
}

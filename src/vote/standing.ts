import { wordingOf } from '../../templates/wording.ts';
import { sharePercent } from '../catalogue/panel-share.ts';
import { BALLOT_THRESHOLD, communityLabel } from '../issue/community.ts';
import type { PairingContent } from '../issue/content.ts';
import {
  ballotsIn,
  isAgainstPanel,
  type VoteCounts,
  type VoteOutcome,
  voteOutcome,
} from '../issue/vote-outcome.ts';
import { HOUSE_VERDICTS, type VerdictWords } from '../words/verdict-words.ts';
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
  /** Who would ship it, alone or as one of both; null unless shown. */
  readonly readers: { readonly percent: number } | null;
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
    /** What the panel's verdicts are called. */
    readonly verdicts?: VerdictWords | undefined;
  },
): VoteStanding {
  const { week, counts, closesAt, closed, hidden, verdicts = HOUSE_VERDICTS } = vote;
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
    a: side(pairing, 'a', counts, isShown),
    b: side(pairing, 'b', counts, isShown),
    line: view === 'hidden' ? WORDS.hidden : inWords(outcome, pairing, { closed, verdicts }),
    againstPanel: isShown && isAgainstPanel(outcome, pairing.lead) ? 'Readers disagree with the panel.' : '',
    answers: isShown ? answers(pairing, counts, verdicts) : [],
  };
}

/** What a choice is called on the ballot: "Ship Zed", "Ship both". */
export function choiceLabel(
  choice: Choice,
  pairing: { readonly a: { readonly name: string }; readonly b: { readonly name: string } },
  verdicts: VerdictWords,
): string {
  const wording = wordingOf(verdicts);
  switch (choice) {
    case 'a':
    case 'b':
      return `${wording.ship} ${pairing[choice].name}`;
    case 'both':
      return wording.both;
    case 'neither':
      return wording.neither;
  }
}

function side(pairing: VotedPairing, at: 'a' | 'b', counts: VoteCounts, isShown: boolean): SideStanding {
  const { slug, name, ship } = pairing[at];
  const share = shareFor(counts, at);
  return {
    slug,
    name,
    panel: ship,
    readers: isShown ? { percent: sharePercent(share.chosen, share.ballots) } : null,
    label: isShown ? communityLabel(share) : '—',
  };
}

function answers(pairing: VotedPairing, counts: VoteCounts, verdicts: VerdictWords): AnswerStanding[] {
  const percent = percentages(counts);
  return CHOICES.map(choice => ({
    choice,
    label: choiceLabel(choice, pairing, verdicts),
    count: counts[choice],
    percent: percent[choice],
  }));
}

const WORDS = {
  hidden: 'Readers are voting; the result shows once the vote has closed.',
  fewSoFar: 'Too few of you have voted yet to say which way it goes. Look in again before the vote closes.',
  few: 'Too few of you voted to say which way it went.',
  undecided: 'Too few of you chose one over the other to say which is ahead.',
};

function inWords(
  outcome: VoteOutcome,
  pairing: VotedPairing,
  { closed, verdicts }: { readonly closed: boolean; readonly verdicts: VerdictWords },
): string {
  switch (outcome.kind) {
    case 'few':
      return closed ? WORDS.few : WORDS.fewSoFar;
    case 'same':
      return `Readers would ${verdicts.ship} ${outcome.answer}: ${outcome.share}.`;
    case 'undecided':
      return WORDS.undecided;
    case 'leads':
      return `${pairing[outcome.side].name} leads among readers who chose one: ${outcome.share}.`;
    case 'close':
      return `Too close to call among readers who chose one: ${pairing[outcome.side].name} ${outcome.share}.`;
  }
}

import type { OutcomeKind } from '../outcome-kind.ts';

type Words = Readonly<Record<OutcomeKind, readonly string[]>>;

/**
 * How a pairing ended, in one sentence that names both. Beside two names one tally alone reads as a vote of one against
 * the other.
 */
export const OUTCOME_WORDS: Words = {
  leads: [
    '{lead} over {other}: {tally} against {otherTally}.',
    'The panel picks {lead} over {other}: {tally} against {otherTally}.',
    '{lead} first, {tally}; {other} second, {otherTally}.',
    '{lead} ahead of {other}: {tally} against {otherTally}.',
    'The panel prefers {lead}, {tally}; {other} got {otherTally}.',
    '{lead} it is, {tally}; {other} got {otherTally}.',
    '{lead} comes out ahead, {tally}; {other} follows, {otherTally}.',
  ],
  passes: [
    '{lead}, not {other}: {tally} against {otherTally}.',
    'Yes to {lead}, {tally}; no to {other}, {otherTally}.',
    'The panel takes {lead}, {tally}, and <skips> {other}, {otherTally}.',
    '<Ship> {lead}, {tally}; <skip> {other}, {otherTally}.',
    '{lead} passes, {tally}; {other} does not, {otherTally}.',
    'The panel would take {lead}, {tally}, and leave {other}, {otherTally}.',
  ],
  mixed: [
    '{lead} over {other}, but only {tally} against {otherTally}.',
    'A divided panel puts {lead} first, {tally}, and {other} second, {otherTally}.',
    'The panel leans towards {lead}, {tally}; {other} got {otherTally}.',
    '{lead} is ahead of {other}, but still disputed: {tally} against {otherTally}.',
    'If it must be one, then {lead}: {tally}, against {otherTally} for {other}.',
    'Half a yes to {lead}, {tally}; {other} got {otherTally}.',
  ],
  least: [
    'Neither passes; {lead} comes closer than {other}, {tally} against {otherTally}.',
    'The panel <skips> both; {lead} is ahead of {other}, {tally} against {otherTally}.',
    'No to both: {lead} got {tally}, {other} {otherTally}.',
    'Both fall short, {lead} by less than {other}: {tally} against {otherTally}.',
    'The panel would take neither. {lead} stands at {tally}, {other} at {otherTally}.',
    '<Skip> {lead}, {tally}, and <skip> {other}, {otherTally}.',
  ],
  both: [
    '{a} or {b}: both pass, {tallies}.',
    'The panel <ships> both {a} and {b}, {tallies}.',
    'Yes to {a} and yes to {b}, {tallies}.',
    '{a} and {b} come out level, and both pass: {tallies}.',
    'Take {a} or {b}; the panel backs both, {tallies}.',
    '{a} and {b} both get a yes, {tallies}.',
    'The panel would take either, {a} or {b}: {tallies}.',
  ],
  neither: [
    'Neither {a} nor {b}: {tallies}.',
    'The panel <skips> both {a} and {b}, {tallies}.',
    'No to {a} and no to {b}, {tallies}.',
    '{a} and {b} both fall short, {tallies}.',
    'The panel would take neither {a} nor {b}, {tallies}.',
    'Leave both {a} and {b}, says the panel: {tallies}.',
  ],
  close: [
    'Too close to call: {a} and {b}, {tallies}.',
    '{a} or {b}? The panel cannot decide: {tallies}.',
    'The panel is divided on {a} and on {b}, {tallies}.',
    'No winner between {a} and {b}: {tallies}.',
    '{a} is level with {b}, and the panel is divided on both: {tallies}.',
    'A draw between {a} and {b}, {tallies}.',
  ],
  open: [
    '{judged} stands at {tally}; {unjudged} has no verdict yet.',
    'The panel has judged {judged}, {tally}, but not yet {unjudged}.',
    'Only {judged} has a verdict, {tally}; {unjudged} is still to be judged.',
    'Half an answer: {judged}, {tally}, and no verdict on {unjudged} yet.',
    'No choice yet: {judged} got {tally}; {unjudged} is still to be judged.',
    'The panel has yet to judge {unjudged}; {judged} got {tally}.',
  ],
  unjudged: [
    'The panel has judged neither {a} nor {b} yet.',
    'No verdict yet on {a} or {b}.',
    '{a} and {b} are still to be judged.',
    'Neither {a} nor {b} has a verdict yet.',
    'The panel has yet to judge {a} and {b}.',
    '{a} and {b} are waiting for their verdicts.',
  ],
};

/** Two tallies: the same, or one each. */
export const TALLY_WORDS = { one: '{ships} to {skips}', same: '{first} each', two: '{first} and {second}' };

/** The same as a part of the preheader, after "Also: ". */
export const SHORT_OUTCOME_WORDS: Readonly<Record<OutcomeKind, string>> = {
  leads: '{lead} over {other}',
  passes: '{lead}, not {other}',
  mixed: '{lead} over {other}, but disputed',
  least: '{lead} ahead of {other}, both fall short',
  both: '{a} or {b}, both pass',
  neither: 'neither {a} nor {b}',
  close: '{a} or {b}, too close to call',
  open: '{judged} and {unjudged}, half judged',
  unjudged: '{a} and {b}, not judged yet',
};

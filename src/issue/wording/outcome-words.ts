import type { OutcomeKind } from '../outcome-kind.ts';

type Words = Readonly<Record<OutcomeKind, readonly string[]>>;

/** How a pairing ended, in one sentence that names both. */
export const OUTCOME_WORDS: Words = {
  leads: [
    '{lead} over {other}, {tally}.',
    'The panel picks {lead} over {other}, {tally}.',
    '{lead} first, {tally}; {other} second, {otherTally}.',
    '{lead} before {other}: {tally} against {otherTally}.',
    'Between the two, {lead}: {tally}, with {other} at {otherTally}.',
    '{lead} it is, {tally}, ahead of {other}.',
    'The panel puts {lead} first, {tally}, and {other} next, {otherTally}.',
  ],
  passes: [
    '{lead}, not {other}: {tally} against {otherTally}.',
    'Yes to {lead}, {tally}; no to {other}, {otherTally}.',
    'The panel takes {lead}, {tally}, and skips {other}, {otherTally}.',
    'Ship {lead}, {tally}; skip {other}, {otherTally}.',
    '{lead} passes, {tally}; {other} does not, {otherTally}.',
    '{lead}, {tally}. The panel passes on {other}, {otherTally}.',
  ],
  mixed: [
    '{lead} over {other}, but only {tally}.',
    'A divided panel puts {lead}, {tally}, before {other}, {otherTally}.',
    'The panel leans {lead}, {tally}, without agreeing on it; {other} got {otherTally}.',
    '{lead} ahead of {other}, and still in dispute: {tally}.',
    'If one of the two, then {lead}: {tally}, with {other} at {otherTally}.',
    '{lead} before {other}, though the panel is divided on it, {tally}.',
  ],
  least: [
    'Neither wins the panel; {lead} comes closer than {other}, {tally}.',
    'The panel skips both; {lead} is ahead of {other}, {tally} against {otherTally}.',
    'No to both: {lead} got {tally}, {other} {otherTally}.',
    'Both fall short, {lead} by less than {other}: {tally} against {otherTally}.',
    'The panel would take neither. {lead} stands at {tally}, {other} at {otherTally}.',
    'Skip both, says the panel, {other} sooner than {lead}: {otherTally} against {tally}.',
  ],
  both: [
    '{a} or {b}: both pass, {tallies}.',
    'The panel ships both {a} and {b}, {tallies}.',
    'Yes to {a} and yes to {b}, {tallies}.',
    '{a} and {b} come out level, and both pass: {tallies}.',
    'Take {a} or take {b}: {tallies}.',
    '{a} and {b} both get a yes, {tallies}.',
    'The panel would take either, {a} or {b}: {tallies}.',
  ],
  neither: [
    'Neither {a} nor {b}: {tallies}.',
    'The panel skips both {a} and {b}, {tallies}.',
    'No to {a} and no to {b}, {tallies}.',
    '{a} and {b} both fall short, {tallies}.',
    'The panel would take neither {a} nor {b}, {tallies}.',
    'Leave both, {a} and {b}: {tallies}.',
  ],
  close: [
    'Too close to call: {a} and {b}, {tallies}.',
    '{a} or {b}? The panel cannot decide, {tallies}.',
    'The panel is divided on {a} and on {b}, {tallies}.',
    'No winner between {a} and {b}: {tallies}.',
    '{a} level with {b}, and the panel divided on each: {tallies}.',
    'A draw between {a} and {b}, {tallies}.',
  ],
  open: [
    '{judged} stands at {tally}; {unjudged} has no verdict yet.',
    'The panel has judged {judged}, {tally}, and not {unjudged} yet.',
    'Only {judged} has its verdict, {tally}; {unjudged} is still to be judged.',
    'Half an answer: {judged}, {tally}, and no verdict on {unjudged} yet.',
    'No choice yet: {judged} got {tally}, {unjudged} is still to be judged.',
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
  leads: '{lead} over {other}, {tally}',
  passes: '{lead}, not {other}',
  mixed: '{lead} over {other}, only {tally}',
  least: '{lead} before {other}, both fall short',
  both: '{a} or {b}, both pass',
  neither: 'neither {a} nor {b}',
  close: '{a} or {b}, too close to call',
  open: '{judged} and {unjudged}, half judged',
  unjudged: '{a} and {b}, not judged yet',
};

import type { OutcomeKind } from '../outcome-kind.ts';

/**
 * Subjects: both names, who leads, and no word of recommendation. At least three of each kind add 20 characters or fewer
 * after the names, so that an editor has a choice where names have to be cut.
 */
export const SUBJECT_WORDS: Readonly<Record<OutcomeKind, readonly string[]>> = {
  leads: [
    '{lead} over {other}, says the panel',
    '{lead} first, {other} second',
    '{lead} gets the nod over {other}',
    'The panel picks {lead} over {other}',
    '{lead} or {other}? {lead}, says the panel',
    '{lead} ahead of {other}, {tally} against {otherTally}',
    'Why {lead} rather than {other}',
  ],
  passes: [
    '<Ship> {lead}, <skip> {other}',
    'Yes to {lead}, no to {other}',
    '{lead} passes, {other} does not',
    '{lead}, not {other}: {tally} against {otherTally}',
    '{lead} is in, {other} is out',
    '{lead} over {other}, {tally} against {otherTally}',
    'Why {lead} and not {other}',
  ],
  mixed: [
    '{lead} over {other}, but disputed',
    '{lead} over {other}, says a divided panel',
    '{lead} ahead of {other}, with doubts',
    '{lead} rather than {other}, if at all',
    '{lead} or {other}? {lead}, if either',
    '{lead} leads {other}; the panel is divided',
  ],
  least: [
    '{lead} and {other}: <skip> both',
    'Not {lead}, and not {other} either',
    '{lead} ahead of {other}; both fall short',
    'Neither {lead} nor {other}, says the panel',
    'No to {lead}, and no to {other}',
    '{lead} ahead of {other}, but still a no',
  ],
  both: [
    '{a} or {b}: both pass',
    '{a} and {b}: yes to both',
    '{a} or {b}? Either, says the panel',
    '{a} and {b} both pass, {tallies}',
    '{a} and {b}: the panel backs both',
    '<Ship> {a}, <ship> {b}: {tallies}',
    'Both {a} and {b} get a yes',
  ],
  neither: [
    '{a} and {b}: <skip> both',
    'Neither {a} nor {b}: {tallies}',
    '{a} or {b}? Neither, says the panel',
    'No to {a}, no to {b}',
    '{a} and {b} both fall short',
    '{a} and {b}, {tallies}: neither passes',
  ],
  close: [
    '{a} or {b}? Too close to call',
    '{a} and {b}: the panel is divided',
    'No winner: {a} or {b}, {tallies}',
    '{a} level with {b}, {tallies}',
    '{a} or {b}: the panel cannot decide',
    'A draw between {a} and {b}',
  ],
  open: [
    '{judged} {tally}, {unjudged} not judged yet',
    '{judged} or {unjudged}? Half an answer',
    '{judged} has a verdict, {unjudged} has none',
    'No choice yet: {judged} or {unjudged}',
    '{judged} at {tally}, {unjudged} still open',
    'Waiting for {unjudged}; {judged} got {tally}',
  ],
  unjudged: [
    '{a} or {b}: no verdict yet',
    '{a} and {b}, still to be judged',
    'No verdict yet: {a} or {b}',
    'Waiting for a verdict: {a} and {b}',
    'Neither {a} nor {b} has a verdict yet',
    '{a} and {b}: not judged yet',
  ],
};

/** Of an issue without a pairing. */
export const NO_VERDICT_WORDS = '{publication}: no verdict this week';

/** The preheader: how the others ended, what the lead's side says, or what a reader finds. */
export const PREHEADER_WORDS = {
  one: 'Also: {first}.',
  two: 'Also: {first}; {second}.',
  quote: '“{quote}” {who}.',
  rest: 'The reasons in the panel’s own words, and your vote.',
};

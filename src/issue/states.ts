import type { IssueState } from './issue.ts';

export const ISSUE_ACTIONS = [
  'change',
  'approve',
  'hold',
  'startSending',
  'stop',
  'resume',
  'settle',
  'abort',
] as const;

/** What can happen to an issue. `change` is an editor's change of content or pairings. */
export type IssueAction = (typeof ISSUE_ACTIONS)[number];

export type Transition =
  | { readonly kind: 'ok'; readonly state: IssueState }
  | { readonly kind: 'refused'; readonly why: string; readonly fix: string };

/**
 * Where an action leads from a state. Only states: whether an approval still holds, whether the ledger sums and who
 * may do it is checked by whoever acts. Doing again what is already done is fine and changes nothing.
 */
export function transition(state: IssueState, action: IssueAction): Transition {
  const next = TRANSITIONS[action][state];
  return typeof next === 'string'
    ? { kind: 'ok', state: next }
    : { kind: 'refused', why: next.why, fix: next.fix };
}

interface Refusal {
  readonly why: string;
  readonly fix: string;
}

const refuse = (why: string, fix: string): Refusal => ({ why, fix });

const SENT = refuse('it has been sent', 'if something in it was wrong, draft a correction');
const ABORTED = refuse('it was ended for good', 'nothing can be done with it any more');
const FROZEN = refuse(
  'it has started to go out, and everybody gets the same content',
  'stop it, then resume and send a correction, or abort it',
);
const UNAPPROVED = refuse('no editor has approved it', 'approve it first');
const HELD = refuse('it is held, which withdraws any approval', 'approve it');
const NOT_STARTED = refuse('it is not going out', 'hold it to keep it from being sent');
const GOING_OUT = refuse('it is going out already', 'stop it if something is wrong');
const STOPPED = refuse('an editor stopped it', 'resume it to go on, or abort it');

type Row = Readonly<Record<IssueState, IssueState | Refusal>>;

const TRANSITIONS: Readonly<Record<IssueAction, Row>> = {
  change: {
    picked: 'in_review',
    in_review: 'in_review',
    approved: 'in_review',
    held: 'held',
    sending: FROZEN,
    stopped: FROZEN,
    sent: SENT,
    aborted: ABORTED,
  },
  approve: {
    picked: 'approved',
    in_review: 'approved',
    approved: 'approved',
    held: 'approved',
    sending: GOING_OUT,
    stopped: STOPPED,
    sent: SENT,
    aborted: ABORTED,
  },
  hold: {
    picked: 'held',
    in_review: 'held',
    approved: 'held',
    held: 'held',
    sending: refuse('it is going out already', 'stop it'),
    stopped: STOPPED,
    sent: SENT,
    aborted: ABORTED,
  },
  startSending: {
    picked: UNAPPROVED,
    in_review: UNAPPROVED,
    approved: 'sending',
    held: HELD,
    sending: 'sending',
    stopped: STOPPED,
    sent: SENT,
    aborted: ABORTED,
  },
  stop: {
    picked: NOT_STARTED,
    in_review: NOT_STARTED,
    // Pressed a moment too early, a stop must still mean that nothing goes out.
    approved: 'held',
    held: refuse('it is held: nothing of it is going out', 'nothing needs to be done'),
    sending: 'stopped',
    stopped: 'stopped',
    sent: SENT,
    aborted: ABORTED,
  },
  resume: {
    picked: UNAPPROVED,
    in_review: UNAPPROVED,
    approved: refuse('it was not stopped', 'it goes out by itself when it is due'),
    held: HELD,
    sending: 'sending',
    stopped: 'sending',
    sent: SENT,
    aborted: ABORTED,
  },
  settle: {
    picked: NOT_STARTED,
    in_review: NOT_STARTED,
    approved: NOT_STARTED,
    held: NOT_STARTED,
    sending: 'sent',
    // Stopped while the last batch was on its way: when that settles there is nothing left to resume.
    stopped: 'sent',
    sent: 'sent',
    aborted: ABORTED,
  },
  abort: {
    picked: 'aborted',
    in_review: 'aborted',
    approved: 'aborted',
    held: 'aborted',
    sending: 'aborted',
    stopped: 'aborted',
    sent: SENT,
    aborted: 'aborted',
  },
};

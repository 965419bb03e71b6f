import { aboutWords, untilWords } from '../../issue/time-words.ts';
import type { LedgerState } from '../../newsroom/going/recipient-state.ts';
import type { Wait } from '../../newsroom/waiting.ts';
import { instantWords } from '../../web/instant.tsx';
import { HOUSE_WORDS } from '../../words/words.ts';
import { count, countOf } from '../count.ts';
import type { FrozenProgress, Progress } from './progress.ts';

/** The parts of the page that change while an issue goes out, ready to be read. */
export interface ProgressWords extends Readonly<Record<LedgerState | 'audience', string>> {
  /** How it stands, in a sentence: "Stopped by … on …". */
  readonly state: string;
  /** "12,300 of 100,000". */
  readonly done: string;
  /** "41 a second, about 4 minutes left"; '' where there is nothing to say of it. */
  readonly pace: string;
  /** Whole per cent. */
  readonly share: string;
}

/** @param zone IANA, in which instants are printed @param now epoch ms */
export function progressWords(progress: Progress, zone: string, now: number): ProgressWords {
  if (progress.kind === 'before') return { ...NONE, state: beforeWords(progress, { zone, now }) };
  if (progress.kind === 'freezing') {
    const done = `${countOf(progress.written, 'reader')} written down so far`;
    return { ...NONE, done, state: freezingWords(progress.issue.state === 'sending') };
  }
  const { audience, submitted, suppressed, rejected, uncertain, pending } = progress.ledger;
  const settled = audience - pending;
  return {
    submitted: count(submitted),
    suppressed: count(suppressed),
    rejected: count(rejected),
    uncertain: count(uncertain),
    pending: count(pending),
    audience: count(audience),
    done: `${count(settled)} of ${count(audience)}`,
    state: stateWords(progress, { zone, now }),
    pace: paceWords(progress),
    // Never 100 before the last one.
    share: String(audience === 0 ? 100 : Math.floor((settled / audience) * 100)),
  };
}

const NONE = {
  submitted: '—',
  suppressed: '—',
  rejected: '—',
  uncertain: '—',
  pending: '—',
  audience: '—',
  share: '0',
  done: '',
  pace: '',
};

interface Clock {
  readonly zone: string;
  readonly now: number;
}

function beforeWords({ issue, dueAt, isDue }: Extract<Progress, { kind: 'before' }>, clock: Clock): string {
  if (isDue) return 'Starting: the first mails leave within seconds.';
  switch (issue.state) {
    case 'approved':
      return `It starts by itself ${whenWords(dueAt, clock)}.`;
    case 'aborted':
      return 'None of it has gone out, and none of it will.';
    default:
      return 'None of it has gone out.';
  }
}

function freezingWords(isSending: boolean): string {
  return isSending
    ? 'Starting: the audience is being written down, then the first batch goes.'
    : 'Stopped while the audience was being written down. None of it has gone out.';
}

function stateWords({ issue, ledger, wait, stoppedAt }: FrozenProgress, clock: Clock): string {
  const left = `${countOf(ledger.pending, 'reader')} ${ledger.pending === 1 ? 'has' : 'have'} not got it.`;
  switch (issue.state) {
    case 'sent': {
      const on =
        issue.settledAt === null ? '' : ` on ${instantWords(HOUSE_WORDS, issue.settledAt, clock.zone)}`;
      return `Sent${on}. ${ledger.uncertain === 0 ? 'Everybody is accounted for.' : unsureWords(ledger.uncertain)}`;
    }
    case 'stopped': {
      if (stoppedAt === null) return left;
      return `${left} It was stopped on ${instantWords(HOUSE_WORDS, stoppedAt, clock.zone)} (${untilWords(stoppedAt - clock.now)}).`;
    }
    case 'aborted':
      return ledger.pending === 0 ? 'Everybody had got it.' : left;
    default:
      if (ledger.pending === 0) return 'Sending: nothing is left to hand over.';
      return wait === null ? sendingWords(ledger.pending) : waitWords(wait, clock, ledger.pending);
  }
}

function sendingWords(pending: number): string {
  return `Sending: ${countOf(pending, 'reader')} to go.`;
}

/** No clear answer is no arrival. */
function unsureWords(readers: number): string {
  return `Nobody knows yet whether ${countOf(readers, 'reader')} got it.`;
}

function paceWords({ issue, ledger, perSecond, secondsLeft, wait }: FrozenProgress): string {
  if (issue.state !== 'sending' || ledger.pending === 0) return '';
  const rate = rateWords(perSecond ?? 0);
  if (secondsLeft !== null) return `${rate} A${aboutWords(secondsLeft).slice(1)} left.`;
  if (wait !== null && wait.kind !== 'answer') return rate;
  return rate === '' ? 'Its pace will show in a few seconds.' : rate;
}

function rateWords(perSecond: number): string {
  if (perSecond === 0) return '';
  return perSecond >= 1
    ? `${countOf(Math.round(perSecond), 'reader')} a second.`
    : `${countOf(Math.max(1, Math.round(perSecond * 60)), 'reader')} a minute.`;
}

/** `on 26 Nov 2026 09:00 (UTC), in 2 days` */
function whenWords(at: number, { zone, now }: Clock): string {
  return `on ${instantWords(HOUSE_WORDS, at, zone)} (${zone}), ${untilWords(at - now)}`;
}

function waitWords(wait: Wait, clock: Clock, pending: number): string {
  const until = whenWords(wait.until, clock);
  const why = 'reason' in wait && wait.reason !== '' ? ` The server says: ${wait.reason}` : '';
  switch (wait.kind) {
    case 'hour':
      return `Waiting for the next readers’ local hour. It goes on ${until}.`;
    case 'api':
      return `Waiting: the mail service has asked for a pause. It goes on by itself ${until}.${why}`;
    case 'readers':
      return `Waiting for ${countOf(wait.readers, 'reader')} whose own mail server wants it later. It is tried again ${until}.${why}`;
    case 'trial':
      return `The rest waits for the trial of the subjects. It goes once one has won, or the editors’ first choice ${until}.`;
    case 'answer':
      return sendingWords(pending);
  }
}

import type { Wait } from '../../newsroom/waiting.ts';
import { instantWords } from '../../web/instant.tsx';
import { count, countOf } from '../count.ts';
import type { Progress } from './progress.ts';
import type { LedgerState } from './recipient-state.ts';

/** The parts of the page that change while an issue goes out, ready to be read. */
export interface ProgressWords extends Readonly<Record<LedgerState | 'audience', string>> {
  /** "12,300 of 100,000". */
  readonly done: string;
  /** "41 a second over the last minute, about 4 minutes left". */
  readonly pace: string;
  /** Whole per cent. */
  readonly share: string;
}

/** @param zone IANA, in which instants are printed */
export function progressWords(progress: Progress, zone: string): ProgressWords {
  if (progress.kind !== 'frozen') {
    const written = progress.kind === 'freezing' ? progress.written : 0;
    const done = progress.kind === 'freezing' ? `${count(written)} readers written down so far` : '';
    return { ...NONE, done, pace: 'The audience is being written down; then the first batch goes.' };
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
    pace: paceWords(progress, zone),
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
};

function paceWords(progress: Extract<Progress, { kind: 'frozen' }>, zone: string): string {
  const { issue, ledger, perSecond, secondsLeft, wait } = progress;
  if (ledger.pending === 0) return 'Nothing is left to hand over.';
  if (issue.state !== 'sending') return 'Nothing is being handed over.';
  const rate = rateWords(perSecond ?? 0);
  if (wait !== null) return `${waitWords(wait, zone)} ${rate}`.trim();
  if (secondsLeft === null) return 'The first batches are on their way.';
  return `${rate} About ${spanWords(secondsLeft)} left.`;
}

function rateWords(perSecond: number): string {
  if (perSecond === 0) return '';
  return perSecond >= 1
    ? `${count(Math.round(perSecond))} a second over the last minute.`
    : `${count(Math.max(1, Math.round(perSecond * 60)))} in the last minute.`;
}

function waitWords(wait: Wait, zone: string): string {
  const until = `${instantWords(wait.until, zone)} (${zone})`;
  switch (wait.kind) {
    case 'hour':
      return `Waiting for the next readers’ local hour, ${until}.`;
    case 'api':
      return wait.reason === ''
        ? `The mail API asked for a pause until ${until}.`
        : `The mail API asked for a pause until ${until}: ${wait.reason}`;
    case 'readers':
      return `${countOf(wait.readers, 'reader')} left, whose own mail servers want the mail later; next tried ${until}: ${wait.reason}`;
    case 'answer':
      return 'Waiting for the mail API’s answers to what is under way.';
  }
}

/** `40 seconds`, `4 minutes`, `2 hours 10 minutes`. */
function spanWords(seconds: number): string {
  if (seconds < 90) return countOf(seconds, 'second');
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return countOf(minutes, 'minute');
  const rest = Math.round((minutes % 60) / 10) * 10;
  const hours = countOf(Math.floor(minutes / 60), 'hour');
  return rest === 0 || rest === 60 ? hours : `${hours} ${rest} minutes`;
}

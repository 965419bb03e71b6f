import { isWithinWindow } from '../send-window.ts';
import { error, type Finding, type PreflightInput, warning } from './finding.ts';

/** Readers of each subject: with fewer a difference that matters is hardly ever found (docs/subjects-on-trial.md). */
const FEWEST = 1_000;
const HOUR_MS = 3_600_000;
/** Nobody reports clicks over these. */
const WITHOUT_CLICKS = new Set(['smtp', 'outbox']);

/** What speaks against trying several subjects. */
export function checkTrial(input: PreflightInput): Finding[] {
  return input.own?.trial
    ? [
        ...checkSame(input),
        ...checkHours(input),
        ...checkReaders(input),
        ...checkClicks(input),
        ...checkWindow(input),
      ]
    : [];
}

function checkSame({ content, own }: PreflightInput): Finding[] {
  const subjects = [content.subject, ...(own?.trial?.subjects ?? [])];
  const same = subjects.filter((subject, index) => subjects.indexOf(subject) !== index);
  return [...new Set(same)].map(subject =>
    error('trial-same', 'trial', `“${subject}” is on trial twice.`, 'Word it otherwise, or take it out.'),
  );
}

function checkHours({ settings }: PreflightInput): Finding[] {
  return settings.isLocalTime
    ? [
        error(
          'trial-local-time',
          'trial',
          'Subjects cannot be tried with SEND_LOCAL_TIME: readers in the east would wait for a test in the west.',
          'Leave one subject, or turn SEND_LOCAL_TIME off.',
        ),
      ]
    : [];
}

function checkReaders({ audience, own }: PreflightInput): Finding[] {
  const { subjects = [], share = 0 } = own?.trial ?? {};
  const each = Math.floor((audience * share) / 100 / (subjects.length + 1));
  return audience > 0 && each < FEWEST
    ? [
        warning(
          'trial-small',
          'trial',
          `About ${each} readers would get each subject; with fewer than ${FEWEST} a winner is hardly ever found.`,
          'Try fewer subjects or a larger share, or know that the first choice will most likely go.',
        ),
      ]
    : [];
}

function checkClicks({ settings }: PreflightInput): Finding[] {
  return settings.providers.every(provider => WITHOUT_CLICKS.has(provider))
    ? [
        warning(
          'trial-votes-only',
          'trial',
          'Nobody reports clicks over this mailer: the subjects are judged by votes alone, which are few.',
          'Send by a mail API that reports clicks, or know that a winner takes more readers.',
        ),
      ]
    : [];
}

function checkWindow({ settings, sendAt, now, own }: PreflightInput): Finding[] {
  const last = Math.max(sendAt, now) + (own?.trial?.hours ?? 0) * HOUR_MS;
  return isWithinWindow(settings.sendWindow, last, settings.zone)
    ? []
    : [
        warning(
          'trial-window',
          'SEND_WINDOW',
          'The rest may get it outside the send window, when the time of the trial is over.',
          'Let it wait for fewer hours, or send it earlier.',
        ),
      ];
}

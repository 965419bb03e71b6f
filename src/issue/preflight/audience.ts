import { isWithinWindow } from '../send-window.ts';
import { error, type Finding, type PreflightInput, sendsForReal, warning } from './finding.ts';

/** A list that grew or shrank by more than this since the last issue deserves a look. */
const AUDIENCE_CHANGE = 0.2;

/** Whether, when and to whom it may go. */
export function checkAudience(input: PreflightInput): Finding[] {
  return [
    ...checkWeek(input),
    ...checkSample(input),
    ...checkReaders(input),
    ...checkTest(input),
    ...checkWindow(input),
  ];
}

function checkWeek({ state, content }: PreflightInput): Finding[] {
  if (state === 'sent') {
    return [
      error(
        'week-sent',
        'week',
        `The issue of ${content.week} has been sent.`,
        'Draft a correction instead.',
      ),
    ];
  }
  return state === 'aborted'
    ? [
        error(
          'week-aborted',
          'week',
          `The issue of ${content.week} was ended for good.`,
          'Carry on with the next week.',
        ),
      ]
    : [];
}

function checkSample(input: PreflightInput): Finding[] {
  return input.sample === undefined || !sendsForReal(input)
    ? []
    : [
        error(
          'audience-sample',
          'audience',
          `The database holds ${input.sample}: nobody real, and nothing a mail API may ever be given.`,
          'Remove them with: verdicts sample clear.',
        ),
      ];
}

function checkReaders({ audience, lastAudience }: PreflightInput): Finding[] {
  if (audience === 0) {
    return [
      warning('audience-empty', 'audience', 'Nobody would get it.', 'Wait for readers, or approve anyway.'),
    ];
  }
  const change = lastAudience ? Math.abs(audience - lastAudience) / lastAudience : 0;
  return change > AUDIENCE_CHANGE
    ? [
        warning(
          'audience-changed',
          'audience',
          `${audience} readers now, ${lastAudience} for the last issue.`,
          'Look at recent imports, sign-ups and suppressions.',
        ),
      ]
    : [];
}

function checkTest({ testSends }: PreflightInput): Finding[] {
  return testSends === 0
    ? [
        warning(
          'test-missing',
          'mail',
          'This exact mail has never been sent as a test.',
          'Send a test to an editor.',
        ),
      ]
    : [];
}

function checkWindow({ settings, sendAt, now }: PreflightInput): Finding[] {
  return isWithinWindow(settings.sendWindow, Math.max(sendAt, now), settings.zone)
    ? []
    : [
        warning(
          'window-closed',
          'SEND_WINDOW',
          'It falls due outside the send window.',
          'It waits for the next window.',
        ),
      ];
}

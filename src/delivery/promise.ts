import type { Mailer } from './mailers/mailer.ts';

/** What can be promised of mails that go out by a mailer, for whoever sends them. */
export interface SendPromise {
  /** In a few words. */
  readonly short: string;
  /** What becomes of an attempt that got no clear answer. */
  readonly unclear: string;
}

const HOUR_MS = 3_600_000;

/** Follows from what the mailer says of itself, so that no page promises more (docs/mailers.md). */
export function promiseOf(mailer: Pick<Mailer, 'keyWindowMs' | 'evidence'>): SendPromise {
  const { keyWindowMs, evidence } = mailer;
  if (keyWindowMs === Number.POSITIVE_INFINITY) {
    return { short: 'Each mail once', unclear: 'It is written again, over what is there.' };
  }
  if (keyWindowMs !== null) {
    const hours = Math.round(keyWindowMs / HOUR_MS);
    return {
      short: 'Each mail once, by keys',
      unclear: `It is asked again under the same key, which the service remembers for ${hours} hours.`,
    };
  }
  if (evidence.record) {
    return {
      short: 'Never sent twice unasked; its record settles what is unclear',
      unclear:
        'It rests as uncertain. Mail events and the service’s own record show what was taken. What they do not show, you release.',
    };
  }
  if (evidence.onlyTrouble) {
    return {
      short: 'Never sent twice unasked; a bounce settles what is unclear, silence does not',
      unclear:
        'It rests as uncertain. A bounce that comes back shows that it was taken; nobody reports what arrives. Look it up in the relay’s log, then decide.',
    };
  }
  if (evidence.events) {
    return {
      short: 'Never sent twice unasked; its events settle what is unclear',
      unclear:
        'It rests as uncertain until a mail event shows that it was taken, or you say that it was not.',
    };
  }
  return {
    short: 'Never sent twice unasked; what is unclear stays so',
    unclear: 'It rests as uncertain. The service reports nothing back: look it up in its log, then decide.',
  };
}

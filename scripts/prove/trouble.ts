import type { Dice } from '../dice.ts';
import type { Fault } from '../stand-in/fault.ts';

/** Sending requests among which the faults are strewn; later ones pass. */
const REQUESTS = 30;

const concurrent = {
  statusCode: 409,
  name: 'concurrent_idempotent_requests',
  message: 'Same idempotency key used while original request is still in progress.',
};
const tooMany = { statusCode: 429, name: 'rate_limit_exceeded', message: 'Too many requests.' };

/** A no to a whole batch, which is then halved under new keys unless an earlier attempt may have been taken. */
const INVALID = { statusCode: 422, name: 'validation_error', message: 'Invalid `to` field.' };

/** What a mail API and the network before it do to a request, `accept` meaning that the mails were taken. */
const KINDS: readonly Fault[] = [
  { do: 'answer', status: 429, body: tooMany, headers: { 'retry-after': '1' } },
  { do: 'answer', status: 500, body: { statusCode: 500, name: 'internal_server_error', message: 'Oops' } },
  { do: 'answer', status: 502, body: '<html>Bad gateway</html>', accept: true },
  { do: 'answer', status: 200, body: '<html>All is well</html>', accept: true },
  { do: 'answer', status: 200, body: '<html>All is well</html>' },
  { do: 'answer', status: 409, body: concurrent },
  { do: 'answer', status: 422, body: INVALID },
  { do: 'reset' },
  { do: 'reset', accept: true },
  { do: 'hang', accept: true },
  { do: 'hang' },
  { do: 'half' },
];

/** Taken, and the answer lost: what doubles a mail wherever a retry is not the same request. */
export const LOST_ANSWER: Fault = { do: 'reset', accept: true, after: 2 };

/** A round's faults: a few of the kinds at random requests, and on many others an API that takes its time. */
export function drawTrouble(dice: Dice): Fault[] {
  const struck = new Map<number, Fault>(
    dice.some(KINDS, 3 + dice.below(3)).map(fault => [dice.below(REQUESTS), fault]),
  );
  if (dice.chance(0.25)) struck.set(0, { do: 'answer', status: 422, body: INVALID });
  return Array.from({ length: REQUESTS }, (_, request): Fault[] => {
    const fault = struck.get(request);
    if (fault) return [{ ...fault, after: request }];
    return dice.chance(0.7) ? [{ do: 'slow', ms: 10 + dice.below(60), after: request }] : [];
  }).flat();
}

/**
 * Without a clear no that is said once and not repeated: after a fall back no sender can know of it (docs/delivery.md,
 * "A database that has forgotten more").
 */
export function repeatable(faults: readonly Fault[]): Fault[] {
  return faults.filter(fault => !(fault.do === 'answer' && fault.body === INVALID));
}

import { expect, it, onTestFinished } from 'vitest';
import { fixedClock } from '../../support/clock.ts';
import { mailTo, startResendPair, threeMails } from '../../support/resend-pair.ts';

it.each([
  [301, 'a batch', threeMails],
  [302, 'a batch', threeMails],
  [307, 'a batch', threeMails],
  [308, 'a single mail', [mailTo('ada@readers.example', 'confirm')]],
  [301, 'a single mail', [mailTo('ada@readers.example', 'confirm')]],
] as const)(
  '%i to %s is about the address of the API, which is told, and nothing is posted elsewhere',
  async (status, _, mails) => {
    const pair = await startResendPair(fixedClock('2026-11-26T09:00:00Z'));
    onTestFinished(() => pair.close());
    const location = `${pair.standIn.url}/emails/batch?elsewhere`;
    pair.standIn.fault({ do: 'answer', status, body: '<html>Moved</html>', headers: { location } });

    expect(await pair.submit(mails)).toEqual({
      kind: 'refused',
      scope: 'account',
      code: `http_${status}`,
      reason: `${status}: the address of the mail API redirects to ${new URL(location).origin}, so it is a wrong one. Put RESEND_BASE_URL right.`,
    });
    expect(pair.standIn.ledger().accepted).toBe(0);
    expect(pair.standIn.ledger().requests).toBe(1);
  },
);

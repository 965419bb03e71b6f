import type { KitFault, MailerKit } from '../kit.ts';
import { type RelayAnswer, startRelay } from '../relay.ts';

/** SMTP, which has no keys and reports nothing: what a kill or a broken connection leaves open stays open. */
export const kit: MailerKit = {
  name: 'smtp',
  start: async () => {
    const relay = await startRelay();
    const planned = new Map<number, RelayAnswer>();
    let dots = 0;
    relay.answer = step => {
      if (step === 'RCPT') return null;
      const answer = planned.get(dots) ?? null;
      dots += 1;
      return answer;
    };
    return {
      settings: { MAIL_PROVIDER: 'smtp', MAIL_RATE: 'auto', SMTP_URL: `smtp://127.0.0.1:${relay.port}` },
      calls: relay.attempts,
      accepted: relay.accepted,
      taken: relay.shown,
      refuse: relay.refuse,
      fault: (fault, after) => {
        planned.set(dots + after * MAILS_A_CALL, answerOf(fault));
      },
      close: relay.close,
    };
  },
};

/** As much of an issue as a call is elsewhere. */
const MAILS_A_CALL = 5;

/** What a relay says after the final dot. */
function answerOf(fault: KitFault): RelayAnswer {
  switch (fault.do) {
    case 'reset':
    case 'busy':
    case 'some later':
      return '451 4.3.0 Try again later';
    case 'lose':
    case 'partly':
    case 'half':
      return 'lost';
    case 'hang':
    case 'rubbish':
      return fault.taken ? 'lost' : '451 4.3.0 Try again later';
    case 'slow':
      return { afterMs: fault.ms };
  }
}

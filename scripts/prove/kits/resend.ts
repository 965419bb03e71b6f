import type { Fault } from '../../stand-in/fault.ts';
import { startStandIn } from '../../stand-in/stand-in.ts';
import type { KitFault, KitMail, MailerKit } from '../kit.ts';

/** Resend, which keeps keys: nothing may end uncertain, and no event is needed for that. */
export const kit: MailerKit = {
  name: 'resend',
  start: async () => {
    const api = await startStandIn({ requestsPerSecond: 20 });
    return {
      settings: { MAIL_PROVIDER: 'resend', RESEND_BASE_URL: api.url, RESEND_API_KEY: api.apiKey },
      calls: () => api.ledger().requests,
      accepted: () => api.ledger().accepted,
      taken: () =>
        api.ledger().mails.map(({ id, to, tags }): KitMail => {
          const { html = '', text = '' } = api.shown(id) ?? {};
          return { id, to: to[0] ?? '', delivery: tags.delivery ?? '', html, text };
        }),
      refuse: api.refuse,
      fault: (fault, after) => {
        const known = faultOf(fault);
        if (known) api.fault({ ...known, after });
      },
      close: api.close,
    };
  },
};

const HTML = '<html>All is well</html>';
const TOO_FAST = { statusCode: 429, name: 'rate_limit_exceeded', message: 'Too many requests.' };

/** The API takes a call whole or not at all. */
function faultOf(fault: KitFault): Fault | null {
  switch (fault.do) {
    case 'reset':
      return { do: 'reset' };
    case 'lose':
    case 'partly':
      return { do: 'reset', accept: true };
    case 'hang':
      return { do: 'hang', accept: fault.taken };
    case 'rubbish':
      return { do: 'answer', status: fault.status, body: HTML, accept: fault.taken };
    case 'half':
      return { do: 'half' };
    case 'busy':
      return { do: 'answer', status: 429, body: TOO_FAST, headers: { 'retry-after': '1' } };
    case 'slow':
      return { do: 'slow', ms: fault.ms };
    case 'some later':
      return null;
  }
}

import { postmarkMailer } from '../../../src/delivery/mailers/postmark.ts';
import { hookCall, postmarkEvent } from '../../stand-in/postmark/events.ts';
import type { PostmarkFault } from '../../stand-in/postmark/fault-plan.ts';
import { startPostmark } from '../../stand-in/postmark/stand-in.ts';
import type { KitFault, KitMail, MailerKit } from '../kit.ts';

/** A minute, as the settings open it, would be most of a round. */
const PATIENCE_MS = 8_000;
const STREAM = 'broadcast';
const LOGIN = 'postmark:a-password-of-the-stand-in';

/** Postmark, which keeps no keys: what a kill leaves open is settled by its events and its record. */
export const kit: MailerKit = {
  name: 'postmark',
  open: async ({ POSTMARK_SERVER_TOKEN: token = '', POSTMARK_BASE_URL: baseUrl = '' }, clock) =>
    postmarkMailer({ token, baseUrl, stream: STREAM, clock, patienceMs: PATIENCE_MS }),
  start: async () => {
    const api = await startPostmark();
    return {
      settings: {
        MAIL_PROVIDER: 'postmark',
        POSTMARK_BASE_URL: api.url,
        POSTMARK_SERVER_TOKEN: api.account.token,
        POSTMARK_WEBHOOK_AUTH: LOGIN,
      },
      calls: api.calls,
      accepted: () => api.mails.length,
      taken: () =>
        api.mails.map(
          ({ id, to, metadata, html, text }): KitMail => ({
            id,
            to,
            delivery: metadata.delivery ?? '',
            html,
            text,
          }),
        ),
      refuse: addresses => {
        for (const address of addresses) api.account.inactive.set(address.toLowerCase(), 'HardBounce');
      },
      fault: (fault, after) => api.fault(faultOf(fault), after),
      events: mails => {
        const ids = new Set(mails.map(({ id }) => id));
        const about = api.mails.filter(({ id }) => ids.has(id));
        return about.map(mail => hookCall(postmarkEvent(mail, { is: 'Delivery' }), LOGIN));
      },
      close: api.close,
    };
  },
};

const ALL = Number.POSITIVE_INFINITY;
const HTML = '<html>All is well</html>';
const TOO_FAST = { ErrorCode: 429, Message: 'Rate limit exceeded.' };

function faultOf(fault: KitFault): PostmarkFault {
  switch (fault.do) {
    case 'reset':
      return { do: 'reset' };
    case 'lose':
      return { do: 'reset', accept: ALL };
    case 'partly':
      return { do: 'reset', accept: fault.mails };
    case 'hang':
      return { do: 'hang', accept: fault.taken ? ALL : 0 };
    case 'rubbish':
      return { do: 'answer', status: fault.status, body: HTML, accept: fault.taken ? ALL : 0 };
    case 'half':
      return { do: 'half' };
    case 'busy':
      return { do: 'answer', status: 429, body: TOO_FAST, headers: { 'retry-after': '1' } };
    case 'some later':
      return { do: 'some', mails: fault.mails, result: { ErrorCode: 429, Message: TOO_FAST.Message } };
    case 'slow':
      return { do: 'slow', ms: fault.ms };
  }
}

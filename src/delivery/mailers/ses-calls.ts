import type { CallOptions, MailerAnswer } from './mailer.ts';
import { sesAnswer } from './ses-answer.ts';
import type { Asked, AskOptions, SesApi } from './ses-api.ts';
import { sesQuota } from './ses-quota.ts';

/** What the calls of both wires share: the account's limits, and how many are under way. */
export interface SesCalls {
  /** Makes one call that hands over mails, if the account's quota lets it. @param read what a yes says */
  make<Output>(
    options: CallOptions,
    about: { readonly mails: number; readonly thin: boolean },
    ask: (options: AskOptions) => Promise<Asked<Output>>,
    read: (output: Output) => MailerAnswer,
  ): Promise<MailerAnswer>;
  /** Mails whose answer is still to come. */
  underWay(): number;
}

/** @param clock epoch milliseconds */
export function sesCalls(api: Pick<SesApi, 'account'>, clock: () => number): SesCalls {
  const quota = sesQuota(api, clock);
  let underWay = 0;
  return {
    underWay: () => underWay,
    make: async ({ signal, onHandover }, { mails, thin }, ask, read) => {
      if (signal.aborted) return STOPPED;
      const hold = await quota.hold(signal);
      if (hold) return hold;
      underWay += mails;
      try {
        const asked = await ask({ signal, onHandover });
        const said = quota.pace(mails);
        const answer =
          asked.kind === 'failed'
            ? sesAnswer(asked.fault, { thin, ...said })
            : withPace(read(asked.output), said);
        if (answer.kind === 'accepted')
          quota.count(answer.items.filter(({ kind }) => kind === 'accepted').length);
        if (answer.kind === 'wait' && answer.because === 'daily_quota') quota.usedUp();
        return answer;
      } finally {
        underWay -= mails;
      }
    },
  };
}

const STOPPED: MailerAnswer = {
  kind: 'wait',
  because: 'busy',
  retryAfterMs: 0,
  reason: 'stopped before the request was made',
};

/** Of an answer that nobody could read nothing is learnt. */
function withPace(answer: MailerAnswer, said: ReturnType<ReturnType<typeof sesQuota>['pace']>): MailerAnswer {
  return answer.kind === 'unclear' ? answer : { ...answer, ...said };
}

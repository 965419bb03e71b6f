import type { Mailer, MailKind, MailMessage } from './mailers/mailer.ts';
import { accountRetryMs, answerTimeoutMs, backoffMs, expiredReason } from './outcome.ts';

/** A mail to one person: confirmation, welcome, sign-in, notice, test. Its bytes are stored when it is queued. */
export interface SingleMail {
  readonly id: number;
  readonly kind: MailKind;
  /** The same mail twice is one row: names what it is about, `confirm:123:2026-11-23`. */
  readonly dedupe: string;
  readonly to: string;
  /** ISO week it belongs to, '' for none. */
  readonly week: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
}

export type NewSingleMail = Omit<SingleMail, 'id'>;

export interface ClaimedSingleMail extends SingleMail {
  readonly owner: string;
  readonly attempts: number;
  readonly provider: string;
  /** As it stood before this attempt: see Batch.unclearSince. */
  readonly unclearSince: number | null;
}

/** What single mails need from storage. Every method is one transaction. */
export interface SingleMailStore {
  /**
   * Leaves as soon as it may: at once, or from `notBefore` (epoch ms) on.
   * @returns false when a mail with the same `dedupe` is already there
   */
  enqueue(mail: NewSingleMail, now: number, notBefore?: number): Promise<boolean>;
  claim(request: {
    readonly owner: string;
    readonly now: number;
    readonly leaseMs: number;
    readonly provider: string;
  }): Promise<ClaimedSingleMail | null>;
  settle(
    mail: ClaimedSingleMail,
    result: {
      readonly state: 'submitted' | 'rejected' | 'uncertain';
      readonly providerId: string;
      readonly reason: string;
      readonly now: number;
    },
  ): Promise<void>;
  /** Later again: `unclear` keeps it with its mailer. */
  retryLater(
    mail: ClaimedSingleMail,
    options: { readonly at: number; readonly reason: string; readonly unclear: boolean },
  ): Promise<void>;
}

export interface SingleMailDeps {
  readonly store: SingleMailStore;
  readonly mailer: Mailer;
  readonly installationId: string;
  readonly owner: string;
  readonly leaseMs: number;
  readonly from: string;
  readonly replyTo: string;
  readonly now: () => number;
}

/**
 * Submits the next queued single mail.
 * @returns what became of it, or `none` when nothing is due
 */
export async function submitNextSingleMail(
  deps: SingleMailDeps,
): Promise<
  | { readonly kind: 'none' }
  | { readonly kind: 'submitted' | 'rejected' | 'uncertain' | 'later'; readonly reason: string }
> {
  const { store, mailer, owner, leaseMs } = deps;
  const mail = await store.claim({ owner, now: deps.now(), leaseMs, provider: mailer.name });
  if (!mail) return { kind: 'none' };
  const expired = expiredReason(mail.unclearSince, mailer.keyWindowMs, deps.now());
  if (expired) {
    await store.settle(mail, { state: 'uncertain', providerId: '', reason: expired, now: deps.now() });
    return { kind: 'uncertain', reason: expired };
  }
  const key = `${deps.installationId}/single/${mail.id}`;
  const answer = await mailer.submit([toMessage(mail, deps)], {
    key,
    signal: AbortSignal.timeout(answerTimeoutMs(leaseMs)),
  });
  const now = deps.now();
  const settle = (state: 'submitted' | 'rejected' | 'uncertain', reason: string, providerId = '') =>
    store.settle(mail, { state, providerId, reason, now }).then(() => ({ kind: state, reason }));
  const later = (at: number, reason: string, unclear: boolean) =>
    store.retryLater(mail, { at, reason, unclear }).then(() => ({ kind: 'later' as const, reason }));
  switch (answer.kind) {
    case 'accepted': {
      const item = answer.items[0];
      if (item?.kind === 'rejected') return settle('rejected', item.reason);
      return settle('submitted', '', item?.id ?? '');
    }
    case 'refused':
      // The account is at fault, not the mail: it may pass once a person has mended the settings.
      return answer.scope === 'account'
        ? later(now + accountRetryMs(mail.attempts), answer.reason, false)
        : settle('rejected', answer.reason);
    case 'wait':
      return later(now + answer.retryAfterMs, answer.reason, false);
    case 'unclear':
      if (mailer.keyWindowMs === null) return settle('uncertain', answer.reason);
      return later(now + backoffMs(mail.attempts), answer.reason, true);
  }
}

function toMessage(mail: SingleMail, deps: SingleMailDeps): MailMessage {
  return {
    kind: mail.kind,
    name: `${String(mail.id).padStart(6, '0')}-${mail.dedupe.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`.slice(
      0,
      80,
    ),
    from: deps.from,
    replyTo: deps.replyTo,
    to: mail.to,
    subject: mail.subject,
    html: mail.html,
    text: mail.text,
    headers: mail.headers,
    tags: {
      kind: mail.kind,
      ...(mail.week !== '' && { issue: mail.week }),
      delivery: `${deps.installationId}_single_${mail.id}`,
    },
  };
}

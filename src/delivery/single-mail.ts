import { singleTag } from './delivery-tag.ts';
import { tryFor } from './insist.ts';
import type { MailKind } from './mail-kind.ts';
import type { Mailer, MailerAnswer, MailMessage } from './mailers/mailer.ts';
import {
  accountRetryMs,
  answerTimeoutMs,
  backoffMs,
  CONFLICT,
  deferredUntil,
  expiredReason,
  gaveUp,
  isAnotherAccount,
  OTHER_ACCOUNT,
} from './outcome.ts';
import { holdMs } from './pause.ts';
import { singleKey } from './single-key.ts';

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

export type NewSingleMail = Omit<SingleMail, 'id'> & {
  /** What its HTML is drawn from before it leaves, where that is still ''. */
  readonly drawing?: string;
};

export interface ClaimedSingleMail extends SingleMail {
  readonly owner: string;
  readonly attempts: number;
  readonly provider: string;
  /** Epoch ms. */
  readonly createdAt: number;
  /** As it stood before this attempt: see Batch.unclearSince. */
  readonly unclearSince: number | null;
  /** The same: see Batch.account. */
  readonly account: string;
  /** Under which every attempt of it is made. */
  readonly key: string;
}

/** What single mails need from storage. Every method is one transaction. */
export interface SingleMailStore {
  /**
   * Leaves as soon as it may: at once, or from `notBefore` (epoch ms) on.
   * @returns false when a mail with the same `dedupe` is already there
   */
  enqueue(mail: NewSingleMail, now: number, notBefore?: number): Promise<boolean>;
  /** Those whose HTML is still to be drawn, oldest first. None of them is claimed before. */
  undrawn(limit: number): Promise<readonly { readonly id: number; readonly drawing: string }[]>;
  /** Whoever draws it first has drawn it. */
  draw(id: number, html: string): Promise<void>;
  claim(request: {
    readonly owner: string;
    readonly now: number;
    readonly leaseMs: number;
    readonly provider: string;
    /** As BatchStore.claim. */
    readonly account?: string;
    readonly tellsHandover?: boolean;
    /** Asked while no key is kept with the mail: at its first attempt, and after one of an earlier version. */
    readonly keyOf: (mail: SingleMail, attempts: number) => string;
  }): Promise<ClaimedSingleMail | null>;
  /** As BatchStore.handOver. */
  handOver(mail: ClaimedSingleMail, now: number): Promise<boolean>;
  /** As BatchStore.renew. */
  renew(mail: ClaimedSingleMail, options: { readonly now: number; readonly leaseMs: number }): Promise<void>;
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
    options: {
      readonly at: number;
      readonly reason: string;
      readonly unclear: boolean;
      readonly now: number;
    },
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

/** What became of one attempt. */
export interface SingleMailStep {
  readonly kind: 'submitted' | 'rejected' | 'uncertain' | 'later';
  readonly reason: string;
  /** The mail server wants everybody to wait. */
  readonly holds?: Extract<MailerAnswer, { kind: 'wait' }>;
}

/**
 * Submits the next queued single mail.
 * @returns what became of it, or `none` when nothing is due
 */
export async function submitNextSingleMail(
  deps: SingleMailDeps,
): Promise<SingleMailStep | { readonly kind: 'none' }> {
  const { store, mailer, owner, leaseMs } = deps;
  const tellsHandover = mailer.tellsHandover ?? false;
  const mail = await store.claim({
    owner,
    now: deps.now(),
    leaseMs,
    provider: mailer.name,
    account: mailer.account ?? '',
    tellsHandover,
    keyOf: (mail, attempts) => singleKey(deps.installationId, mail, attempts),
  });
  if (!mail) return { kind: 'none' };
  const expired = expiredReason(mail.unclearSince, mailer.keyWindowMs, deps.now());
  if (expired) return settle(deps, mail, 'uncertain', expired);
  if (isAnotherAccount(mail, mailer.account)) return settle(deps, mail, 'uncertain', OTHER_ACCOUNT);
  return keepAnswer(deps, mail, await post(deps, mail));
}

const NOT_OURS = 'The lease ran out before the mail left.';

/** Where an answer may take longer than a lease, it is renewed meanwhile. */
async function post(deps: SingleMailDeps, mail: ClaimedSingleMail): Promise<MailerAnswer> {
  const { store, mailer, leaseMs } = deps;
  const renew = () => store.renew(mail, { now: deps.now(), leaseMs }).catch(() => undefined);
  const timer = mailer.patienceMs === undefined ? undefined : setInterval(() => void renew(), leaseMs / 4);
  let isOurs = true;
  try {
    return await mailer.submit([toMessage(mail, deps)], {
      key: mail.key,
      signal: AbortSignal.timeout(mailer.patienceMs ?? answerTimeoutMs(leaseMs)),
      date: mail.createdAt,
      onHandover: async () => {
        isOurs = await store.handOver(mail, deps.now());
        if (!isOurs) throw new Error(NOT_OURS);
      },
    });
  } catch (fault) {
    // A mailer that lets our own refusal through has handed over nothing.
    if (isOurs) throw fault;
    return { kind: 'wait', because: 'busy', retryAfterMs: 0, reason: NOT_OURS };
  } finally {
    clearInterval(timer);
  }
}

async function keepAnswer(
  deps: SingleMailDeps,
  mail: ClaimedSingleMail,
  answer: MailerAnswer,
): Promise<SingleMailStep> {
  switch (answer.kind) {
    case 'accepted': {
      const item = answer.items[0];
      if (item?.kind === 'rejected') return settle(deps, mail, 'rejected', item.reason);
      if (item?.kind === 'later') return later(deps, mail, item.retryAfterMs, item.reason);
      return settle(deps, mail, 'submitted', '', item?.id ?? '');
    }
    case 'refused':
      // The account is at fault, not the mail: it may pass once a person has mended the settings.
      return answer.scope === 'account'
        ? later(deps, mail, accountRetryMs(mail.attempts), answer.reason)
        : settle(deps, mail, 'rejected', answer.reason);
    case 'wait': {
      if (answer.because === 'reader') return defer(deps, mail, answer.reason);
      const isUntried = answer.because === 'busy' && answer.retryAfterMs === 0;
      const step = await later(deps, mail, isUntried ? 0 : holdMs(answer, mail.attempts), answer.reason);
      return { ...step, ...(!isUntried && { holds: answer }) };
    }
    case 'unclear':
      if (answer.conflict) return settle(deps, mail, 'uncertain', `${CONFLICT} ${answer.reason}`);
      if (deps.mailer.keyWindowMs === null) return settle(deps, mail, 'uncertain', answer.reason);
      return later(deps, mail, backoffMs(mail.attempts), answer.reason, true);
  }
}

async function settle(
  deps: SingleMailDeps,
  mail: ClaimedSingleMail,
  state: 'submitted' | 'rejected' | 'uncertain',
  reason: string,
  providerId = '',
): Promise<SingleMailStep> {
  const result = { state, providerId, reason, now: deps.now() };
  await tryFor(deps.leaseMs, () => deps.store.settle(mail, result));
  return { kind: state, reason };
}

async function later(
  deps: SingleMailDeps,
  mail: ClaimedSingleMail,
  ms: number,
  reason: string,
  unclear = false,
): Promise<SingleMailStep> {
  const now = deps.now();
  const retry = { at: now + ms, reason, unclear, now };
  await tryFor(deps.leaseMs, () => deps.store.retryLater(mail, retry));
  return { kind: 'later', reason };
}

/** A grey list, a full mailbox: as with an issue's readers, it ends some day. */
function defer(deps: SingleMailDeps, mail: ClaimedSingleMail, reason: string): Promise<SingleMailStep> {
  const now = deps.now();
  const at = deferredUntil(mail.createdAt, mail.attempts, now);
  if (at === null && mail.unclearSince === null) return settle(deps, mail, 'rejected', gaveUp(reason));
  return later(deps, mail, at === null ? backoffMs(mail.attempts) : at - now, reason);
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
      delivery: singleTag(deps.installationId, mail.id),
    },
  };
}

import { factOf } from '../../feedback/fact-of.ts';
import { burstsOf, isMachine } from '../../feedback/machine.ts';
import type { BounceKind, MailFact } from '../../feedback/mail-event.ts';
import type { Issue } from '../../issue/issue.ts';
import { armOfVariant } from '../../issue/trial/trial-wish.ts';
import { correctionDedupe } from '../../newsroom/going/correction-mails.ts';
import { type Recipient, toRecipient } from '../../newsroom/going/recipient-state.ts';
import type { Newsroom } from '../../newsroom/newsroom.ts';
import { correctionMail, eventsOf, recipientLine } from '../../storage/delivery/recipient-lines.ts';

/** Something that happened to a delivery. */
interface DeliveryStep {
  /** Epoch ms. */
  readonly at: number;
  readonly what: string;
  /** '' for nothing more to say. */
  readonly detail: string;
}

/** Everything that is known of one delivery, oldest first. */
export interface DeliveryStory {
  readonly recipient: Recipient;
  readonly providerId: string;
  readonly steps: readonly DeliveryStep[];
}

/** Null for a seq the issue does not have. */
export async function storyOf(room: Newsroom, issue: Issue, seq: number): Promise<DeliveryStory | null> {
  const line = await recipientLine(room.store, issue.id, seq);
  if (!line) return null;
  const recipient = toRecipient(line);
  const events = (await eventsOf(room.store, issue.id, seq)).map(event => ({
    at: event.at,
    type: event.type,
    fact: factOf(event.source, event),
  }));
  const steps = [
    ...ownSteps(issue, recipient, line.providerId),
    ...eventSteps(events),
    ...(await correctionSteps(room, issue, recipient)),
  ];
  return { recipient, providerId: line.providerId, steps: steps.toSorted((a, b) => a.at - b.at) };
}

function mailWords(variant: number): string {
  const arm = armOfVariant(variant);
  if (arm > 0) return `in the editors’ order, under subject ${arm + 1}`;
  return variant === 1 ? 'in the editors’ order' : `led by pairing ${variant}, by interest`;
}

function ownSteps(issue: Issue, { batch, state, reason, variant }: Recipient, id: string): DeliveryStep[] {
  const steps: DeliveryStep[] = [];
  const which = variant === null ? 'waiting for the trial of its subjects' : mailWords(variant);
  if (issue.frozenAt !== null)
    steps.push({ at: issue.frozenAt, what: 'Frozen into the audience', detail: which });
  if (!batch) return steps;
  if (batch.sealedAt !== null) {
    steps.push({
      at: batch.sealedAt,
      what: state === 'suppressed' ? 'Dropped when its batch was sealed' : 'Sealed',
      detail: state === 'suppressed' ? reason : `batch ${batch.n}`,
    });
  }
  if (batch.settledAt === null || state === 'suppressed' || state === 'pending') return steps;
  const by = batch.provider === '' ? '' : ` by ${batch.provider}`;
  const known = id === '' ? '' : `, id ${id}`;
  steps.push({
    at: batch.settledAt,
    what: { submitted: 'Submitted', rejected: 'Rejected', uncertain: 'Left uncertain' }[state],
    detail: [`batch ${batch.n}${by}${state === 'submitted' ? known : ''}`, reason].filter(Boolean).join('. '),
  });
  return steps;
}

interface Told {
  readonly at: number;
  readonly type: string;
  readonly fact: MailFact;
}

function eventSteps(events: readonly Told[]): DeliveryStep[] {
  const visits = events.flatMap(({ fact }) => (fact.kind === 'clicked' ? [fact.visit] : []));
  const arrival =
    events.find(({ fact }) => fact.kind === 'delivered') ??
    events.find(({ fact }) => fact.kind === 'submitted');
  const context = { arrivedAt: arrival?.at ?? null, bursts: burstsOf(visits) };
  return events.map(({ at, type, fact }) => {
    switch (fact.kind) {
      case 'opened':
      case 'clicked': {
        const who = isMachine(fact.visit, context) ? 'a machine' : 'a person';
        const what = fact.kind === 'clicked' ? `Link opened by ${who}` : `Picture fetched by ${who}`;
        return { at, what, detail: fact.visit.link };
      }
      case 'bounced':
        return { at, what: `Bounced (${BOUNCE_WORDS[fact.lasting]})`, detail: fact.reason };
      case 'failed':
        return { at, what: 'Failed at the mail API', detail: fact.reason };
      case 'suppressed':
        return { at, what: 'Kept back by the mail API', detail: fact.reason };
      case 'other':
      case 'leave':
        return { at, what: 'Mail event', detail: type };
      default:
        return { at, what: EVENT_WORDS[fact.kind], detail: '' };
    }
  });
}

const BOUNCE_WORDS: Readonly<Record<BounceKind, string>> = {
  permanent: 'permanent',
  transient: 'transient',
  undetermined: 'undetermined',
  ours: 'because of us',
};

const EVENT_WORDS = {
  submitted: 'The mail API says: sent on',
  delayed: 'Delayed',
  delivered: 'Delivered',
  complained: 'Reported as spam',
} as const;

async function correctionSteps(
  room: Newsroom,
  issue: Issue,
  { subscriberId }: Recipient,
): Promise<DeliveryStep[]> {
  const mail = await correctionMail(room.store, correctionDedupe(issue.week, subscriberId));
  if (!mail) return [];
  const queued = { at: mail.at, what: 'Correction queued', detail: '' };
  if (mail.settledAt === null) return [queued];
  return [queued, { at: mail.settledAt, what: `Correction ${mail.state}`, detail: '' }];
}

import type { ItemAnswer, MailerAnswer, MailMessage } from '../../src/delivery/mailers/mailer.ts';

/** What becomes of one request on its way there and back. */
export type Fate =
  | 'answered'
  /** Worked on, and the answer lost. */
  | 'answer lost'
  /** Worked on; the answer comes when somebody lets it land, or never, as with a killed sender. */
  | 'answer on its way'
  /** Never arrives; the sender learns nothing, ever: killed before or during the post. */
  | 'sender dead'
  /** Never arrives, and the sender sees that the connection broke. */
  | 'never arrived'
  /** Told to wait, at the door. */
  | 'rate limit'
  | 'daily quota'
  /** The account is refused, at the door. */
  | 'account';

const HOUR = 3_600_000;
const WINDOW_MS = 24 * HOUR;

interface Kept {
  readonly at: number;
  readonly bytes: string;
  readonly items: ItemAnswer[];
}

/**
 * A mail API with idempotency keys that forgets them after 24 hours: what the engine is measured against. It is honest:
 * the same mails get the same verdict, and a key it knows is answered from memory.
 */
export class BatchApi {
  /** How often each address was taken. */
  readonly accepted = new Map<string, number>();
  /** What no sender may ever do, in words. */
  readonly wrongs: string[] = [];
  /** Keys under which a request may have been taken without its sender knowing. */
  readonly unclear = new Set<string>();
  /** Keys of which the sender has heard a clear no to the mails. */
  readonly refused = new Set<string>();
  readonly #kept = new Map<string, Kept>();
  readonly #bytes = new Map<string, string>();
  readonly #now: () => number;
  /** An address that fails validation: alone, or (strict) with the whole batch it is in. */
  readonly poison: { readonly address: string; readonly strict: boolean };

  /** @param poison an address that fails validation: alone, or with the whole batch it is in */
  constructor(now: () => number, poison: { readonly address: string; readonly strict: boolean }) {
    this.#now = now;
    this.poison = poison;
  }

  /** @returns the answer, whether or not it will arrive */
  request(key: string, messages: readonly MailMessage[], fate: Fate): MailerAnswer {
    const bytes = JSON.stringify(messages);
    const before = this.#bytes.get(key);
    if (before !== undefined && before !== bytes) this.wrongs.push(`${key} came with other bytes`);
    this.#bytes.set(key, bytes);
    const answer = this.#answer(key, bytes, messages, fate);
    const unheard = ['answer lost', 'answer on its way', 'sender dead', 'never arrived'].includes(fate);
    if (unheard) this.unclear.add(key);
    else this.heard(key, answer);
    return fate === 'answer lost' || fate === 'never arrived'
      ? { kind: 'unclear', reason: 'the connection was reset' }
      : answer;
  }

  /** The sender has got the answer. */
  heard(key: string, answer: MailerAnswer): void {
    if (answer.kind === 'refused' && answer.scope === 'payload') this.refused.add(key);
  }

  #answer(key: string, bytes: string, messages: readonly MailMessage[], fate: Fate): MailerAnswer {
    switch (fate) {
      case 'rate limit':
        return { kind: 'wait', because: 'rate', retryAfterMs: 1_000, reason: 'rate' };
      case 'daily quota':
        return { kind: 'wait', because: 'daily_quota', retryAfterMs: 9 * HOUR, reason: 'quota' };
      case 'account':
        return { kind: 'refused', scope: 'account', code: 'restricted_api_key', reason: 'key' };
      case 'sender dead':
      case 'never arrived':
        return { kind: 'unclear', reason: 'nobody heard' };
      case 'answered':
      case 'answer lost':
      case 'answer on its way':
        return this.#work(key, bytes, messages);
    }
  }

  #work(key: string, bytes: string, messages: readonly MailMessage[]): MailerAnswer {
    const kept = this.#kept.get(key);
    if (kept && this.#now() - kept.at < WINDOW_MS) return { kind: 'accepted', items: kept.items };
    const poisoned = messages.some(({ to }) => to === this.poison.address);
    if (poisoned && this.poison.strict) {
      return { kind: 'refused', scope: 'payload', code: 'validation_error', reason: 'Invalid `to` field.' };
    }
    const items = messages.map(({ to }, index): ItemAnswer => {
      if (to === this.poison.address) return { kind: 'rejected', reason: 'Invalid `to` field.' };
      this.accepted.set(to, (this.accepted.get(to) ?? 0) + 1);
      return { kind: 'accepted', id: `${key}#${index}#${this.#now()}` };
    });
    this.#kept.set(key, { at: this.#now(), bytes, items });
    return { kind: 'accepted', items };
  }
}

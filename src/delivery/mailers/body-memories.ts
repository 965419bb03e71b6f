import { BodyMemory } from './body-memory.ts';
import type { BulkBody, MailerAnswer } from './mailer.ts';

/** A burst of slow answers has more under way than are ever wanted again. */
const MOST_IDLE = 6;

/** The memory of the bodies under way, taken again for others. */
export class BodyMemories {
  readonly #idle: BodyMemory[] = [];
  readonly #taken = new WeakMap<BulkBody, BodyMemory>();

  /** @param make puts a body together in memory that no other one is in */
  encode(make: (memory: BodyMemory) => BulkBody): BulkBody {
    const memory = this.#idle.pop() ?? new BodyMemory();
    const body = make(memory);
    this.#taken.set(body, memory);
    return body;
  }

  /**
   * Who says yes has read every byte. After any other answer some of them may still wait in a socket, and must not turn
   * into the next batch's: that memory is left to the garbage collector.
   */
  answered(body: BulkBody, { kind }: MailerAnswer): void {
    const memory = this.#taken.get(body);
    if (memory && kind === 'accepted' && this.#idle.length < MOST_IDLE) this.#idle.push(memory);
  }
}

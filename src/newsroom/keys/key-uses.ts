import { keepKeyUse } from '../../storage/api/api-keys.ts';
import type { Store } from '../../storage/database.ts';

const MINUTE_MS = 60_000;

/** When each key was last used, held until a round of the scheduler writes it down: a request that reads writes nothing. */
export class KeyUses {
  readonly #unwritten = new Map<number, number>();
  readonly #written = new Map<number, number>();

  /** @param at epoch ms */
  note(keyId: number, at: number): void {
    const minute = at - (at % MINUTE_MS);
    if (this.#written.get(keyId) !== minute) this.#unwritten.set(keyId, minute);
  }

  /** Writes down what is new, one statement a key and minute at most. */
  async keep(store: Store): Promise<void> {
    for (const [id, minute] of [...this.#unwritten]) {
      await keepKeyUse(store, id, minute);
      this.#written.set(id, minute);
      if (this.#unwritten.get(id) === minute) this.#unwritten.delete(id);
    }
  }
}

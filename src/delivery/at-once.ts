/** How long (ms) who could come in waits for others who come out: what they do then is done in one. */
const TOGETHER_MS = 1;

/** So many at once and no more; who comes later waits, and comes in with others where that takes but a moment. */
export class AtOnce {
  readonly #most: number;
  #taken = 0;
  readonly #waiting: (() => void)[] = [];
  #opening: NodeJS.Timeout | null = null;

  constructor(most: number) {
    this.#most = most;
  }

  /** A place for one, to be taken or not. */
  place(): Place {
    let state: 'new' | 'taken' | 'left' = 'new';
    return {
      take: async () => {
        if (this.#taken >= this.#most || this.#opening) {
          await new Promise<void>(go => this.#waiting.push(go));
        } else this.#taken += 1;
        if (state === 'left') {
          this.#free();
          return false;
        }
        state = 'taken';
        return true;
      },
      leave: () => {
        if (state === 'taken') this.#free();
        state = 'left';
      },
    };
  }

  #free(): void {
    this.#taken -= 1;
    if (this.#taken === 0) this.#open();
    else if (this.#waiting.length > 0) this.#opening ??= setTimeout(() => this.#open(), TOGETHER_MS);
  }

  #open(): void {
    if (this.#opening) clearTimeout(this.#opening);
    this.#opening = null;
    for (const go of this.#waiting.splice(0, this.#most - this.#taken)) {
      this.#taken += 1;
      go();
    }
  }
}

export interface Place {
  /** Waits for it. @returns false when it was left meanwhile: it is not had then */
  take(): Promise<boolean>;
  leave(): void;
}

/** So many at once and no more; who comes later waits. */
export class AtOnce {
  readonly #most: number;
  #taken = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(most: number) {
    this.#most = most;
  }

  /** A place for one, to be taken or not. */
  place(): Place {
    let state: 'new' | 'taken' | 'left' = 'new';
    return {
      take: async () => {
        if (this.#taken >= this.#most) await new Promise<void>(go => this.#waiting.push(go));
        else this.#taken += 1;
        if (state === 'left') {
          this.#pass();
          return false;
        }
        state = 'taken';
        return true;
      },
      leave: () => {
        if (state === 'taken') this.#pass();
        state = 'left';
      },
    };
  }

  #pass(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#taken -= 1;
  }
}

export interface Place {
  /** Waits for it. @returns false when it was left meanwhile: it is not had then */
  take(): Promise<boolean>;
  leave(): void;
}

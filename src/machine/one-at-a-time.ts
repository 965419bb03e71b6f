export interface OneAtATime {
  /** Starts the work, or lets the one under way go round once more. Settles when it rests. */
  run(): Promise<void>;
  /** Settles when nothing is under way. */
  idle(): Promise<void>;
}

/** A round that is still going when the next one is called takes that call with it: one more when it ends. */
export function oneAtATime(work: () => Promise<unknown>, onFault: (error: unknown) => void): OneAtATime {
  let running: Promise<void> | undefined;
  let again = false;
  const loop = async () => {
    do {
      again = false;
      await work().catch(onFault);
    } while (again);
    running = undefined;
  };
  return {
    run: async () => {
      again = running !== undefined;
      running ??= loop();
      await running;
    },
    idle: () => running ?? Promise.resolve(),
  };
}

/** The same for each of several things by itself: none of them waits for another. */
export function eachAtATime(
  work: (name: string) => Promise<unknown>,
  onFault: (error: unknown) => void,
): { run(name: string): void; idle(): Promise<unknown> } {
  const under = new Map<string, OneAtATime>();
  return {
    run: name => {
      const one = under.get(name) ?? oneAtATime(() => work(name), onFault);
      under.set(name, one);
      void one.run();
    },
    idle: () => Promise.all([...under.values()].map(one => one.idle())),
  };
}

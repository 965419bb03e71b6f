/**
 * Does together what is asked for in one turn of the event loop: on SQLite every commit waits for the disk, and while it
 * does the whole process stands still, so lanes that ask at once share one. All succeed or all fail.
 * @param work answers the requests in their order
 */
export function inGroups<Request, Answer>(
  work: (requests: readonly Request[]) => Promise<readonly Answer[]>,
): (request: Request) => Promise<Answer> {
  let waiting: Waiting<Request, Answer>[] = [];
  const run = async (): Promise<void> => {
    const group = waiting;
    waiting = [];
    try {
      const answers = await work(group.map(({ request }) => request));
      for (const [index, { resolve }] of group.entries()) resolve(answers[index] as Answer);
    } catch (fault) {
      for (const { reject } of group) reject(fault);
    }
  };
  return request =>
    new Promise((resolve, reject) => {
      waiting.push({ request, resolve, reject });
      // After this turn's answers from the network were read: each of them frees a lane.
      if (waiting.length === 1) setImmediate(() => void run());
    });
}

interface Waiting<Request, Answer> {
  readonly request: Request;
  resolve(answer: Answer): void;
  reject(fault: unknown): void;
}

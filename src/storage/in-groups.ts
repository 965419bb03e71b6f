/**
 * Does together what is asked for in one turn of the event loop: on SQLite every commit waits for the disk, and while it
 * does the whole process stands still, so lanes that ask at once share one. A group that fails has written nothing, and each
 * of it is then tried by itself: one's fault must not take away another's answer.
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
      if (group.length === 1) group[0]?.reject(fault);
      else for (const one of group) await alone(one);
    }
  };
  const alone = async ({ request, resolve, reject }: Waiting<Request, Answer>): Promise<void> => {
    try {
      resolve((await work([request]))[0] as Answer);
    } catch (fault) {
      reject(fault);
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

import type { Mailer, MailerAnswer } from '../../src/delivery/mailers/mailer.ts';

/** A call as it was given to a mailer, and what came of it. */
export interface NotedCall {
  readonly key: string;
  readonly mails: number;
  readonly answer: MailerAnswer['kind'];
}

/** The calls to which something happens, by their number from 0. */
export interface Trouble {
  /** Taken, whole or in part, and not answered. */
  readonly unclear: number;
  /** Told to wait. */
  readonly wait: number;
  /** The account is refused, once: for that run it is out. */
  readonly refused: number;
}

/** A mailer with the stand-in it talks to, whose books are its own. */
export interface FailingPlace {
  readonly mailer: Mailer;
  /** Most mails a call. */
  readonly most: number;
  readonly calls: readonly NotedCall[];
  /** Whom the stand-in has mailed, doubles included. */
  taken(): readonly string[];
  /** Lets the trouble befall the calls that come. */
  plan(trouble: Trouble): void;
  /** From the call of that number on nobody is there. */
  dieAt(call: number): void;
  close(): Promise<void>;
}

/** What each kind of stand-in is told in its own words. */
export interface Striking {
  readonly mailer: Mailer;
  readonly most: number;
  taken(): readonly string[];
  plan(trouble: Trouble): void;
  /** Ends the stand-in: connections are refused from then on. */
  end(): Promise<void>;
}

/** Notes every call, and may end the stand-in between two. */
export function failingPlace({ mailer, most, taken, plan, end }: Striking): FailingPlace {
  const calls: NotedCall[] = [];
  let [begun, death] = [0, Number.POSITIVE_INFINITY];
  let ended: Promise<void> | undefined;
  const die = () => {
    ended ??= end();
    return ended;
  };
  const noted = async (key: string, mails: number, call: () => Promise<MailerAnswer>) => {
    if (begun++ >= death) await die();
    const answer = await call();
    calls.push({ key, mails, answer: answer.kind });
    return answer;
  };
  const { bulk, thin } = mailer;
  return {
    mailer: {
      ...mailer,
      submit: (messages, options) =>
        noted(options.key, messages.length, () => mailer.submit(messages, options)),
      ...(bulk && {
        bulk: {
          ...bulk,
          post: (body, options) => noted(options.key, body.mails, () => bulk.post(body, options)),
        },
      }),
      ...(thin && {
        thin: {
          ...thin,
          post: (body, options) => noted(options.key, body.mails, () => thin.post(body, options)),
        },
      }),
    },
    most,
    calls,
    taken,
    plan,
    dieAt: call => {
      death = call;
    },
    close: async () => {
      await mailer.close();
      await die();
    },
  };
}

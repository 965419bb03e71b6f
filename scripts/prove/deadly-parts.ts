import type { KyselyPlugin } from 'kysely';
import type { BatchStore } from '../../src/delivery/batch.ts';
import type { FreezeStore } from '../../src/delivery/freeze.ts';
import type { Mailer, MailerAnswer, ThinWire } from '../../src/delivery/mailers/mailer.ts';
import type { Store } from '../../src/storage/database.ts';
import { batchStore } from '../../src/storage/delivery/batches.ts';
import type { Moment } from './moment.ts';

/** Kills this process when its moment comes for the n-th time. */
export interface Trigger {
  readonly delayMs: number;
  /** Counts. @returns whether this is the time; the caller then dies where it sees fit */
  comes(moment: Moment): boolean;
  die(): never;
}

export function trigger(plan: {
  readonly moment: Moment;
  readonly nth: number;
  readonly delayMs: number;
}): Trigger {
  let times = 0;
  return {
    delayMs: plan.delayMs,
    comes: moment => {
      if (moment !== plan.moment) return false;
      times += 1;
      return times === plan.nth;
    },
    die: () => {
      process.kill(process.pid, 'SIGKILL');
      // The signal ends every thread of the process; not one more statement may run here meanwhile.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
      throw new Error('A SIGKILL was survived.');
    },
  };
}

export function deadlyFreezes(inner: FreezeStore, deadly: Trigger): FreezeStore {
  return {
    ...inner,
    finish: request => (deadly.comes('in the freeze') ? deadly.die() : inner.finish(request)),
  };
}

export function deadlyBatches(store: Store, inner: BatchStore, deadly: Trigger): BatchStore {
  return {
    ...inner,
    claim: async request => {
      if (deadly.comes('before the seal')) deadly.die();
      const seal: typeof request.seal = (batch, recipients) =>
        deadly.comes('in the seal') ? deadly.die() : request.seal(batch, recipients);
      const batch = await inner.claim({ ...request, seal });
      if (batch && deadly.comes('after the seal')) deadly.die();
      return batch;
    },
    settle: async (...settlement) => {
      const settles = deadly.comes('during the settle') ? batchStore(dyingStore(store, deadly)) : inner;
      const rejected = await settles.settle(...settlement);
      if (deadly.comes('after the settle')) deadly.die();
      return rejected;
    },
  };
}

export function deadlyMailer(inner: Mailer, deadly: Trigger): Mailer {
  const mailer = throughEach(inner, async post => {
    if (deadly.comes('during the post')) setTimeout(() => deadly.die(), deadly.delayMs);
    const answer = await post();
    if (answer.kind === 'accepted' && deadly.comes('after acceptance')) deadly.die();
    return answer;
  });
  const { thin } = mailer;
  return thin ? { ...mailer, thin: { ...thin, publish: deadlyPublish(thin, deadly) } } : mailer;
}

function deadlyPublish(thin: ThinWire, deadly: Trigger): ThinWire['publish'] {
  const step = () => deadly.comes('in the publication') && deadly.die();
  return async request => {
    const turn = () => {
      step();
      return request.turn();
    };
    const publication = await thin.publish({ ...request, turn });
    step();
    return publication;
  };
}

/** A mailer whose every post, whichever way, goes through `around`. */
export function throughEach(
  inner: Mailer,
  around: (post: () => Promise<MailerAnswer>) => Promise<MailerAnswer>,
): Mailer {
  const { bulk, thin } = inner;
  return {
    ...inner,
    submit: (messages, options) => around(() => inner.submit(messages, options)),
    ...(bulk && {
      bulk: { ...bulk, post: (body, options) => around(() => bulk.post(body, options)) },
    }),
    ...(thin && {
      thin: { ...thin, post: (body, options) => around(() => thin.post(body, options)) },
    }),
  };
}

/**
 * Dies at the answer to the first row written: on SQLite the transaction is never committed; on Postgres, where a whole
 * yes is one statement, it is and nobody has heard of it.
 */
function dyingStore(store: Store, deadly: Trigger): Store {
  const writes = new WeakSet<object>();
  const plugin: KyselyPlugin = {
    transformQuery: ({ node, queryId }) => {
      if (node.kind === 'UpdateQueryNode' || node.kind === 'InsertQueryNode') writes.add(queryId);
      return node;
    },
    transformResult: async ({ queryId, result }) => (writes.has(queryId) ? deadly.die() : result),
  };
  return { ...store, db: store.db.withPlugin(plugin) };
}

/** Dies at the answer to the decision that nobody has committed. */
export function deadlyDecisions(store: Store, deadly: Trigger): Store {
  const decisions = new WeakSet<object>();
  const plugin: KyselyPlugin = {
    transformQuery: ({ node, queryId }) => {
      if (node.kind === 'UpdateQueryNode' && JSON.stringify(node.table).includes('"subject_trials"'))
        decisions.add(queryId);
      return node;
    },
    transformResult: async ({ queryId, result }) =>
      decisions.has(queryId) && deadly.comes('in the decision') ? deadly.die() : result,
  };
  return { ...store, db: store.db.withPlugin(plugin) };
}

import { unsubscribe } from '../../../src/storage/audience/subscribers.ts';
import { beyondAsking } from '../forgotten-batches.ts';
import type { Ordeal } from '../ordeal.ts';
import type { Stage } from '../stage.ts';
import { restoreDelivery, snapshotDelivery } from '../stored-times.ts';

/** A replica that lags is promoted: the last batches are forgotten, and one of their readers leaves before they are sealed. */
export function staleReplica(stage: Stage): Ordeal {
  const { dice, provider, store } = stage;
  // Longer than what is under way in all lanes: some of what is forgotten must not even have been sealed.
  const [before, lag] = [1 + dice.below(4), 6 + dice.below(4)];
  const forgotten = new Set<string>();
  const leavers = new Set<string>();
  let beyond: ReadonlySet<string> | undefined;
  let times = 0;
  const hasLeft = (email: string) =>
    leavers.has(email) || !(stage.plainReaders.includes(email) || stage.refused.has(email));
  const taken = async () => (await provider.taken()).mails.flatMap(mail => mail.to);
  return {
    name: 'stale replica',
    run: async over => {
      if (!(await stage.afterRequests(before, over))) return;
      // In this order: what is taken while the copy is made counts as forgotten, whether it is or not.
      const known = new Set(await taken());
      const snapshot = await snapshotDelivery(store);
      if (!(await stage.afterRequests(lag, over))) return;
      await stage.betweenLives(async () => {
        if (!(await isGoingOut(stage))) return;
        await restoreDelivery(store, snapshot);
        const fresh = (await taken()).filter(to => !known.has(to));
        for (const to of fresh) forgotten.add(to);
        const leaver = fresh.findLast(to => stage.plainReaders.includes(to));
        if (!leaver) return;
        leavers.add(leaver);
        await leave(stage, leaver);
        times += 1;
      });
    },
    attend: async () => false,
    times: () => times,
    mayBeUncertain: email => {
      // Asked once all is over.
      beyond ??= beyondAsking(provider.api?.requests() ?? [], {
        isForgotten: to => forgotten.has(to),
        hasLeft,
      });
      return beyond.has(email);
    },
    wrongs: () => [],
  };
}

async function isGoingOut({ store }: Stage): Promise<boolean> {
  const { state } = await store.db.selectFrom('issues').select('state').executeTakeFirstOrThrow();
  return state === 'sending';
}

async function leave({ store }: Stage, email: string): Promise<void> {
  const { id } = await store.db
    .selectFrom('subscribers')
    .select('id')
    .where('email', '=', email)
    .executeTakeFirstOrThrow();
  const consent = { wording: 'Leave', source: 'page', evidence: {} };
  await unsubscribe(store, id, { at: Date.now(), consent });
}

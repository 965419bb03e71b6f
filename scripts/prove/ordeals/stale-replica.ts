import { unsubscribe } from '../../../src/storage/audience/subscribers.ts';
import type { Ordeal } from '../ordeal.ts';
import type { Stage } from '../stage.ts';
import { restoreDelivery, snapshotDelivery } from '../stored-times.ts';

/** A replica that lags is promoted: the last batches are forgotten, and one of their readers leaves before they are sealed. */
export function staleReplica(stage: Stage): Ordeal {
  const { dice, provider, store } = stage;
  // Longer than what is under way in all lanes: some of what is forgotten must not even have been sealed.
  const [before, lag] = [1 + dice.below(4), 6 + dice.below(4)];
  const forgotten = new Set<string>();
  let times = 0;
  return {
    name: 'stale replica',
    run: async over => {
      if (!(await stage.afterRequests(before, over))) return;
      const snapshot = await snapshotDelivery(store);
      const known = new Set((await provider.taken()).mails.flatMap(mail => mail.to));
      if (!(await stage.afterRequests(lag, over))) return;
      await stage.betweenLives(async () => {
        if (!(await isGoingOut(stage))) return;
        await restoreDelivery(store, snapshot);
        const fresh = (await provider.taken()).mails.flatMap(mail => mail.to).filter(to => !known.has(to));
        for (const to of fresh) forgotten.add(to);
        const leaver = fresh.findLast(to => stage.plainReaders.includes(to));
        if (!leaver) return;
        await leave(stage, leaver);
        times += 1;
      });
    },
    attend: async () => false,
    times: () => times,
    // The mail API remembers; our books cannot.
    mayBeUncertain: email => forgotten.has(email),
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

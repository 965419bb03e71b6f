import type { Ordeal } from '../ordeal.ts';
import type { Stage } from '../stage.ts';
import { triedButOpen } from '../tried-but-open.ts';

const OTHER_KEY = 're_of_another_account';
/** Answers that are lost right before: the mails were taken by the account that is left. */
const LOST = 3;

/** The key becomes another account's while answers are unclear. */
export function accountChange(stage: Stage): Ordeal {
  const { api } = stage.provider;
  const before = stage.dice.below(6);
  const unclear = new Set<string>();
  let isChanged = false;
  let taken: Promise<void> | undefined;
  // Once no sender is left that has the key of before: what one of them was about would be open as well.
  const takeOtherKey = async () => {
    for (const email of await triedButOpen(stage.store)) unclear.add(email);
    const { settings } = stage.place;
    stage.place = { ...stage.place, settings: { ...settings, RESEND_API_KEY: OTHER_KEY } };
  };
  return {
    name: 'account change',
    run: async over => {
      // Twice as many: where the change comes late, what was asked again meanwhile has had no answer either.
      api?.fault({ do: 'reset', accept: true, times: 2 * LOST, after: before });
      if (!(await stage.afterRequests(before + LOST, over))) return;
      isChanged = true;
      api?.changeAccount(OTHER_KEY);
      for (const mail of api?.ledger().mails ?? []) for (const to of mail.to) unclear.add(to);
    },
    attend: async ({ kind }) => {
      if (!isChanged || kind === 'too_early' || kind === 'held') return false;
      taken ??= stage.betweenLives(takeOtherKey);
      await taken;
      await stage.editor.goOn();
      return true;
    },
    times: () => (isChanged ? 1 : 0),
    // What the account before was asked, or may have been, and has not clearly answered, only its own books tell.
    mayBeUncertain: email => unclear.has(email),
    wrongs: () => [],
  };
}

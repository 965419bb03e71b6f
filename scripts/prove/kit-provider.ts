import type { Mailer } from '../../src/delivery/mailers/mailer.ts';
import type { Dice } from '../dice.ts';
import { contentHash, type Ledger as Taken } from '../stand-in/ledger.ts';
import type { KitMail, KitStandIn, MailerKit } from './kit.ts';
import { loadKit, openKitMailer } from './kit-place.ts';
import { drawKitTrouble } from './kit-trouble.ts';
import type { Provider } from './provider.ts';
import { takenBy } from './relay.ts';
import { plainParts } from './words.ts';

/** A kit at work: its stand-in, and its mailer as whoever looks at it from outside has it. */
export interface KitAtWork {
  readonly kit: MailerKit;
  readonly standIn: KitStandIn;
  readonly mailer: Mailer;
}

/** @param file the kit's module, which every sender loads for itself */
export async function kitProvider(file: string, dice: Dice): Promise<Provider> {
  const kit = await loadKit(file);
  const standIn = await kit.start();
  const mailer = await openKitMailer(kit, standIn.settings, () => Date.now());
  for (const { fault, after } of drawKitTrouble(dice)) standIn.fault(fault, after);
  return {
    // One from outside takes the place of a mailer that needs no settings.
    settings: { ...(kit.open && { MAIL_PROVIDER: 'outbox' }), ...standIn.settings },
    api: null,
    relay: null,
    kit: { kit, standIn, mailer },
    requests: standIn.calls,
    accepted: standIn.accepted,
    progress: standIn.accepted,
    taken: async () => books(await standIn.taken(), standIn.calls()),
    refuse: standIn.refuse,
    // What goes wrong on the wire of a kit was drawn above, in words that every stand-in knows.
    trouble: () => undefined,
    close: async () => {
      await mailer.close();
      await standIn.close();
    },
  };
}

function books(mails: readonly KitMail[], calls: number): Taken {
  const blank = { at: 0, from: '', subject: '', headers: {}, tags: {} };
  const accepted = mails.map(({ id, to, html, text }) => ({
    ...blank,
    id,
    to: [to],
    content: contentHash(plainParts({ html, text })),
  }));
  return takenBy(accepted, calls);
}

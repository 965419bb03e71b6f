import PostalMime from 'postal-mime';
import { createWebApp } from '../../src/app.ts';
import { pickWeek } from '../../src/newsroom/pick-week.ts';
import { approveWeek } from '../../src/newsroom/release.ts';
import { sendWeek } from '../../src/newsroom/send-week.ts';
import { submitDueSingleMails } from '../../src/newsroom/single-mails.ts';
import { decideSignups } from '../../src/readers/signup/decide-signups.ts';
import type { Store } from '../../src/storage/database.ts';
import { fixedClock } from '../support/clock.ts';
import { openTestApp } from '../support/newsroom.ts';
import { onPort } from '../support/reader-site.ts';

const EDITOR = 'editor@example.com';
const never = new AbortController().signal;

/** The whole program on a port, with a real outbox, a clock that tests move and the scheduler's rounds called by hand. */
export async function openSiteWithMail(store: Store, settings: Record<string, string> = {}) {
  const clock = fixedClock('2026-11-23T08:00:00Z');
  const app = await openTestApp(store, clock, { settings });
  const site = await onPort(await createWebApp(app));
  return {
    store,
    clock,
    app,
    site,
    /** What the scheduler does every second. */
    round: async () => {
      await decideSignups(app, never);
      await submitDueSingleMails(app, never);
    },
    /** Picks, approves and sends; the answer's kind. */
    issue: async (week: string) => {
      await pickWeek(app, week, 'test');
      await approveWeek(app, week, EDITOR);
      const options = { now: true, signal: never, patienceMs: 0, who: 'test' };
      return (await sendWeek(app, week, options)).kind;
    },
    /** The newest mail of a kind to an address. */
    mailTo: async (kind: string, address: string) => {
      for (const name of (await app.mails(kind)).toReversed()) {
        const mail = await PostalMime.parse(await app.read(kind, name));
        if (mail.to?.some(to => to.address === address)) return { ...mail, name };
      }
      throw new Error(`Nothing of the kind ${kind} was sent to ${address}.`);
    },
    /** A link of a mail as it leads to this site. */
    here: (link: string) => {
      const { pathname, search } = new URL(link.replaceAll('&amp;', '&'));
      return `${site}${pathname}${search}`;
    },
  };
}

/** Every address a mail links to or names in List-Unsubscribe, each once. */
export function linksOf(mail: {
  readonly html?: string | undefined;
  readonly text?: string | undefined;
  readonly headers: readonly { readonly key: string; readonly value: string }[];
}): string[] {
  const leave = mail.headers.find(({ key }) => key === 'list-unsubscribe')?.value ?? '';
  const found = [
    ...(mail.html ?? '').matchAll(/href="(https?:[^"]+)"/g),
    ...(mail.text ?? '').matchAll(/(https?:[^\s<>)]+)/g),
    ...leave.matchAll(/<(https?:[^>]+)>/g),
  ].map(([, address]) => (address ?? '').replaceAll('&amp;', '&'));
  return [...new Set(found)];
}

import type { EventData } from '../../webhooks/outgoing-event.ts';
import { issueSubject, outgoing, siteSubject, withoutAddresses } from '../../webhooks/outgoing-event.ts';
import { takeCap } from '../audience/caps.ts';
import type { Store } from '../database.ts';
import { announce } from './outgoing-events.ts';

/** Something that goes on until a person does something about it: told again after a while, not at every look. */
interface StandingAlarm {
  readonly about: EventData['alarm']['about'];
  /** ISO week; null where it is about no issue. */
  readonly week: string | null;
  /** A sentence; addresses are taken out. */
  readonly detail: string;
  /** What is the same trouble. */
  readonly trouble: string;
  /** Once in so long, ms. */
  readonly everyMs: number;
  /** Epoch ms. */
  readonly at: number;
}

/** Tells of it within the caller's transaction, by one of however many processes. */
export async function announceStanding(store: Store, alarm: StandingAlarm): Promise<void> {
  const { about, week, detail, trouble, everyMs, at } = alarm;
  const once = { cap: 'alarm', subject: `${about}:${trouble}`, limit: 1, perMs: everyMs, now: at };
  if (!(await takeCap(store, once))) return;
  const subject = week === null ? siteSubject(about) : issueSubject(week);
  const told = { about, level: 'warn', week, detail: withoutAddresses(detail) } as const;
  await announce(store, [outgoing('alarm', subject, at, told)]);
}

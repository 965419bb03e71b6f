import type { Evidence } from './evidence.ts';
import type { Mailer } from './mailer.ts';

/** Of mailers that are not opened now: these take a call whole. '' stands for one that an earlier version has forgotten. */
const TAKE_CALLS_WHOLE: readonly string[] = ['', 'resend', 'outbox'];

/** What a report about one mail proves of its call, by the mailer that sealed it. @param name as kept with a batch */
export function provesOf(name: string, mailers: readonly Mailer[]): Evidence['proves'] {
  const opened = mailers.find(mailer => mailer.name === name);
  return opened?.evidence.proves ?? (TAKE_CALLS_WHOLE.includes(name) ? 'call' : 'mail');
}

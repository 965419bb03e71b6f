import type { Newsroom } from '../newsroom.ts';
import type { Reach } from '../private-address.ts';

/** What endpoints may stand at: public addresses, on a developer's machine itself too, and the own network if a setting says so. */
export function reachOf({ settings }: Pick<Newsroom, 'settings'>): Reach {
  return settings.WEBHOOKS_PRIVATE ? 'own network' : settings.development;
}

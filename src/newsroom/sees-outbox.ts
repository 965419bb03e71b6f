import type { Context } from 'hono';
import { comesFromHere } from '../web/local-visitor.ts';
import type { Newsroom } from './newsroom.ts';

/** Whether whoever asks may read the mails that stay on this machine, and is led to them. */
export function seesOutbox({ settings }: Pick<Newsroom, 'settings'>, context: Context): boolean {
  return settings.development && comesFromHere(context, settings);
}

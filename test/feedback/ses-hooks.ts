import type { Hono } from 'hono';
import { snsFetch, TOPIC } from '../../scripts/stand-in/ses/sns.ts';
import { hookRoutes } from '../../src/api/hooks.ts';
import type { Newsroom } from '../../src/newsroom/newsroom.ts';
import { openToPublic } from '../../src/newsroom/public-room.ts';
import type { WebEnv } from '../../src/web/web-env.ts';

/** The routes with a topic of SNS, whose certificate is one made for tests. */
export async function openSesHooks(room: Newsroom, fetchFrom = snsFetch): Promise<Hono<WebEnv>> {
  const settings = { ...room.settings, SES_TOPIC_ARN: TOPIC };
  return hookRoutes(await openToPublic({ ...room, settings }, ''), fetchFrom);
}

/** @param body as SNS posts it */
export async function postSes(hooks: Hono<WebEnv>, body: string): Promise<number> {
  return (await hooks.request('/hooks/ses', { method: 'POST', body })).status;
}

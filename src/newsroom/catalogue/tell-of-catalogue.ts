import { createHash } from 'node:crypto';
import { listHeaders } from '../../delivery/mail-headers.ts';
import { weekOf } from '../../issue/week.ts';
import { renderLetter } from '../../render/letters.ts';
import type { Store } from '../../storage/database.ts';
import { singleMailStore } from '../../storage/delivery/single-mails.ts';
import type { Pull } from '../../storage/issue/fetched-catalogue.ts';
import { announceStanding } from '../../storage/webhooks/standing-alarms.ts';
import { clockWords } from '../clock-words.ts';
import type { Newsroom } from '../newsroom.ts';
import { senderOf } from '../notify-editors.ts';

const MOST_NAMED = 5;
const WEEK_MS = 7 * 24 * 3_600_000;

/**
 * Puts together what the editors are told of a pull that has given trouble: the same once a week, and again once
 * it had gone and came back.
 * @param told.confirmedAt when the catalogue in use was last found to be the newest, epoch ms; null while there is none
 * @returns queues the mails and tells webhooks, within a transaction
 */
export async function noticeOfPull(
  room: Newsroom,
  { pull, confirmedAt }: { readonly pull: Pull; readonly confirmedAt: number | null },
): Promise<(store: Store) => Promise<void>> {
  const { settings } = room;
  const zone = settings.PUBLICATION_TIMEZONE;
  const inUse =
    pull.kind === 'kept'
      ? 'the new one'
      : confirmedAt === null
        ? 'none'
        : `the one that was there on ${clockWords(confirmedAt, zone)} (${zone})`;
  const reason = `${pull.reason} ${pull.fix}`.trim();
  const letter = await renderLetter(
    {
      kind: 'notice',
      about: aboutOf(pull, confirmedAt),
      week: '',
      reason,
      facts: [
        { name: 'In use', value: inUse },
        ...pull.problems
          .slice(0, MOST_NAMED)
          .map(({ path, message, fix }) => ({ name: path.slice(0, 120), value: `${message}. ${fix}` })),
      ],
      desk: `${settings.PUBLIC_URL}/desk/catalogue`,
      sender: senderOf(room),
    },
    settings.TEMPLATE_ENGINE,
  );
  const { PUBLICATION_NAME: publication, MAIL_FROM: from } = settings;
  const headers = listHeaders({ kind: 'notice', publication, from });
  const now = room.now();
  const trouble = createHash('sha256')
    .update(JSON.stringify([settings.CATALOGUE, pull.reason, pull.problems.map(({ path }) => path)]))
    .digest('hex')
    .slice(0, 16);
  const once = ['catalogue', trouble, confirmedAt ?? 0, weekOf(now, zone)].join(':');
  return async store => {
    const alarm = {
      about: 'catalogue',
      week: null,
      detail: reason,
      trouble: once,
      everyMs: WEEK_MS,
    } as const;
    await announceStanding(store, { ...alarm, at: now });
    const mails = singleMailStore(store);
    for (const to of settings.EDITORS) {
      await mails.enqueue({ kind: 'notice', dedupe: `${once}:${to}`, to, week: '', ...letter, headers }, now);
    }
  };
}

function aboutOf({ kind }: Pull, confirmedAt: number | null) {
  if (kind === 'kept') return 'smaller-catalogue';
  return confirmedAt === null ? 'no-catalogue' : 'catalogue';
}

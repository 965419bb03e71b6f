import { loadSettings } from '../../src/config.ts';
import { EVENT_SOURCES } from '../../src/feedback/event-source.ts';
import type { HookCall } from '../../src/feedback/event-translator.ts';
import { openTranslator } from '../../src/feedback/open-translator.ts';
import { askRecords } from '../../src/newsroom/ask-records.ts';
import type { Newsroom } from '../../src/newsroom/newsroom.ts';
import { resolveBatch } from '../../src/newsroom/resolve-batch.ts';
import { takeInEvents } from '../../src/newsroom/take-in-events.ts';
import { uncertainBatches } from '../../src/storage/delivery/progress.ts';
import { eventInbox } from '../../src/storage/feedback/event-inbox.ts';
import type { Dice } from '../dice.ts';
import { EDITOR, SETTINGS, WEEK } from './approved-issue.ts';
import { inTurn } from './in-turn.ts';
import type { KitMail, KitStandIn } from './kit.ts';
import type { KitAtWork } from './kit-provider.ts';
import { whyNobodyCanTell } from './kit-tags.ts';
import { startSender } from './sender-process.ts';
import type { Stage } from './stage.ts';

/** What the evidence of a round leaves to say. */
export interface Evidenced {
  readonly mayBeUncertain: (email: string) => boolean;
  /** What went wrong with the evidence itself. */
  readonly conduct: readonly string[];
}

/**
 * After the senders: what the mail API reports comes in, its record is asked, and what is then known not to have been
 * taken an editor releases. In some rounds it keeps a part of its reports to itself: those mails must stay as they are.
 */
export async function settleByEvidence(stage: Stage, at: KitAtWork): Promise<Evidenced> {
  const { mailer, standIn } = at;
  const { events, record } = mailer.evidence;
  const conduct = events || record ? await whyNobodyCanTell(stage, at) : [];
  if (mailer.keyWindowMs !== null) return { mayBeUncertain: () => false, conduct };
  if (!events && !record) return { mayBeUncertain: () => true, conduct };
  const withheld = new Set(record ? [] : keptBack(stage.dice, await standIn.taken()));
  // What goes again may be left without an answer again, and is asked about again.
  for (let turn = 0; turn < MOST_TURNS && conduct.length === 0; turn += 1) {
    conduct.push(...(await takeIn(stage, at, withheld)));
    if (withheld.size > 0 || conduct.length > 0 || !(await isAnyUncertain(stage.editor.room))) break;
    conduct.push(...(await releaseRest(stage)));
  }
  const known = new Set((await standIn.taken()).map(({ to }) => to));
  // Nobody can tell what was withheld from what was not taken: both rest.
  const mayRest = (email: string) => withheld.has(email) || !known.has(email);
  return { mayBeUncertain: email => withheld.size > 0 && mayRest(email), conduct };
}

const MOST_TURNS = 6;

async function takeIn(stage: Stage, at: KitAtWork, withheld: ReadonlySet<string>): Promise<string[]> {
  const { room } = stage.editor;
  const { events, record } = at.mailer.evidence;
  const mails = (await at.standIn.taken()).filter(({ to }) => !withheld.has(to));
  const faults = events ? await report(room, at, mails, stage.dice) : [];
  if (record) await askRecords(room, { issueId: await issueId(room) });
  return faults;
}

async function isAnyUncertain(room: Newsroom): Promise<boolean> {
  return (await uncertainBatches(room.store, await issueId(room))).length > 0;
}

function keptBack(dice: Dice, taken: readonly KitMail[]): string[] {
  return dice.chance(0.4) ? taken.map(({ to }) => to).filter(() => dice.chance(0.2)) : [];
}

/** Each call twice, in any order, as webhooks come. */
async function report(
  room: Newsroom,
  { standIn }: KitAtWork,
  mails: readonly KitMail[],
  dice: Dice,
): Promise<string[]> {
  const calls = (await standIn.events?.(mails)) ?? [];
  const translator = await translatorOf(room, standIn);
  if (typeof translator === 'string') return [translator];
  const twice = [...calls, ...calls].map(call => ({ call, at: dice.next() })).toSorted((a, b) => a.at - b.at);
  const keep = eventInbox(room.store, room.now);
  const readings = await inTurn(twice, ({ call }) => translator(call));
  for (const reading of readings)
    if (reading.kind === 'forged') return [`an event of the stand-in passes for forged: ${reading.why}`];
  await Promise.all(readings.flatMap(reading => (reading.kind === 'forged' ? [] : reading.events.map(keep))));
  await takeInEvents(room);
  return [];
}

async function translatorOf(room: Newsroom, { settings, fetch: ours }: KitStandIn) {
  const source = EVENT_SOURCES.find(name => name === settings.MAIL_PROVIDER);
  if (!source) return 'the mailer promises events, and nobody translates them';
  const loaded = loadSettings({ ...SETTINGS, DATABASE_URL: 'file:./unused.db', ...settings });
  if (loaded.kind === 'bad') return loaded.message;
  const { installationId, now } = room;
  const parts = { settings: loaded.settings, installationId, returnPath: null, fetch: ours ?? fetch, now };
  const translator = await openTranslator(source, parts);
  if ('kind' in translator) return `the stand-in’s settings lack ${translator.setting}`;
  return (call: HookCall) => translator.read(call);
}

async function issueId(room: Newsroom): Promise<number> {
  const issue = await room.issues.find(WEEK);
  if (!issue) throw new Error(`The issue of ${WEEK} is gone.`);
  return issue.id;
}

/** Everything was reported: what is still open was not taken, and goes out now. */
async function releaseRest(stage: Stage): Promise<string[]> {
  const outcome = await resolveBatch(stage.editor.room, WEEK, { batch: 'all', as: 'not-sent', by: EDITOR });
  if (outcome.kind === 'refused') return [`what was not taken could not be released: ${outcome.why}`];
  const sender = startSender(stage.place, undefined);
  await sender.ready;
  sender.begin();
  const { code, said } = await sender.ended;
  return code === 0 ? [] : [`what was released did not go out: ${said.slice(0, 2_000)}`];
}

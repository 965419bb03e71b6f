import { Presets, SingleBar } from 'cli-progress';
import type { Issue } from '../issue/issue.ts';
import type { Newsroom } from '../newsroom/newsroom.ts';
import { ledgerOf } from '../newsroom/status.ts';
import { waitOf, waitWords } from '../newsroom/waiting.ts';

const BAR_EVERY_MS = 250;
const LINE_EVERY_MS = 3_000;

/**
 * Progress of a send, on stderr: a bar where a person watches, a line every few seconds elsewhere. It reads the ledger,
 * so it shows what all processes together have done.
 */
export function showProgress(room: Newsroom): { start: (issue: Issue) => void; end: () => Promise<void> } {
  let show: { update: () => Promise<void>; close: () => void } | undefined;
  let timer: NodeJS.Timeout | undefined;
  let busy = false;
  const update = async () => {
    if (busy || !show) return;
    busy = true;
    // Progress is only looked at: a database that is busy for a moment must not end a send.
    await show.update().catch(error => room.log.debug({ error }, 'progress'));
    busy = false;
  };
  return {
    start: issue => {
      if (timer) return;
      show = process.stderr.isTTY ? bar(room, issue) : lines(room, issue);
      // The first look is where rate and time left count from.
      void update();
      timer = setInterval(() => void update(), process.stderr.isTTY ? BAR_EVERY_MS : LINE_EVERY_MS);
    },
    end: async () => {
      clearInterval(timer);
      await update();
      show?.close();
      show = undefined;
    },
  };
}

function bar(room: Newsroom, issue: Issue) {
  const single = new SingleBar(
    {
      format: `  ${issue.week} {bar} {value}/{total}  {rate}/s  {left} left`,
      hideCursor: true,
      barsize: 28,
      stream: process.stderr,
    },
    Presets.rect,
  );
  const speed = speedometer(room);
  let started = false;
  return {
    update: async () => {
      const { total, done } = await count(room, issue);
      if (!started) single.start(total, 0, { rate: 0, left: '–' });
      started = true;
      single.update(done, speed(done, total));
    },
    close: () => single.stop(),
  };
}

function lines(room: Newsroom, issue: Issue) {
  const speed = speedometer(room);
  return {
    update: async () => {
      const { total, done } = await count(room, issue);
      const { rate, left } = speed(done, total);
      const fresh = await room.issues.find(issue.week);
      const waiting = fresh ? waitWords(await waitOf(room, fresh)) : '';
      process.stderr.write(
        `${[`${issue.week}: ${done} of ${total} settled, ${rate}/s, ${left} left`, waiting].filter(Boolean).join('. ')}\n`,
      );
    },
    close: () => undefined,
  };
}

async function count(room: Newsroom, issue: Issue) {
  const fresh = (await room.issues.find(issue.week)) ?? issue;
  const ledger = await ledgerOf(room, fresh);
  return { total: ledger.audience, done: ledger.audience - ledger.pending };
}

/** Rate since the first look, and the time the rest takes at it. */
function speedometer(room: Newsroom) {
  let first: { at: number; done: number } | undefined;
  return (done: number, total: number) => {
    first ??= { at: room.now(), done };
    const seconds = (room.now() - first.at) / 1_000;
    const rate = seconds > 0 ? (done - first.done) / seconds : 0;
    return {
      rate: Math.round(rate),
      left: rate > 0 ? clock((total - done) / rate) : done >= total ? '0:00' : '–',
    };
  };
}

function clock(seconds: number): string {
  const whole = Math.ceil(seconds);
  const minutes = Math.floor(whole / 60);
  return minutes >= 60
    ? `${Math.floor(minutes / 60)} h ${minutes % 60} min`
    : `${minutes}:${String(whole % 60).padStart(2, '0')}`;
}

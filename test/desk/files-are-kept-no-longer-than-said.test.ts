import { readdirSync, readlinkSync } from 'node:fs';
import { afterEach, expect, it, vi } from 'vitest';
import { ASKED_NOTHING } from '../../src/audience/moving/asked-mapping.ts';
import { importDesk } from '../../src/desk/audience/import-desk.ts';
import { EDITOR, openDesk } from '../support/desk.ts';
import { describeStores } from '../support/stores.ts';

const editor = { email: EDITOR } as Parameters<ReturnType<typeof importDesk>['take']>[0];
const HALF_AN_HOUR = 30 * 60_000;

async function* bytes(text = 'email\nann@reader.example\n') {
  yield Buffer.from(text);
}

const upload = (from = bytes()) => ({
  fileName: 'a.csv',
  bytes: from,
  consent: 'Yes.',
  mapping: ASKED_NOTHING,
});

/** Files of this process that have no name any more, as held ones have none. */
function heldFiles(): number {
  return readdirSync('/proc/self/fd').filter(fd => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`).includes('verdicts-held-');
    } catch {
      return false;
    }
  }).length;
}

afterEach(() => vi.useRealTimers());

describeStores('a file at the desk', open => {
  it('is closed after half an hour, though nobody comes by', async () => {
    const { app } = await openDesk(await open());
    const before = heldFiles();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const desk = importDesk(app);
    const job = await desk.take(editor, upload());
    if (typeof job === 'string') throw new Error(job);
    await desk.settled(job.id);
    expect(heldFiles()).toBe(before + 1);
    vi.advanceTimersByTime(HALF_AN_HOUR + 1);
    vi.useRealTimers();
    await vi.waitFor(() => expect(heldFiles()).toBe(before));
    expect(desk.find(editor, job.id)).toBeNull();
  });

  it('is not shown after half an hour', async () => {
    const { app, clock } = await openDesk(await open());
    const desk = importDesk(app);
    const job = await desk.take(editor, upload());
    if (typeof job === 'string') throw new Error(job);
    await desk.settled(job.id);
    expect(desk.find(editor, job.id)).not.toBeNull();
    clock.advance(HALF_AN_HOUR + 1);
    expect(desk.find(editor, job.id)).toBeNull();
    await desk.drop(editor, job.id);
  });

  it('waits for its editor’s word again where the log could not be written, and is closed where it broke off', async () => {
    const { app, store } = await openDesk(await open());
    const before = heldFiles();
    const desk = importDesk(app);
    const job = await desk.take(editor, upload());
    if (typeof job === 'string') throw new Error(job);
    await desk.settled(job.id);
    await store.db.schema.alterTable('activity').renameTo('activity_gone').execute();
    await expect(desk.write(editor, job.id)).rejects.toThrow('activity');
    expect(desk.find(editor, job.id)?.state).toBe('checked');
    await store.db.schema.alterTable('subscribers').renameTo('subscribers_gone').execute();
    expect(desk.lookAgain(editor, job.id, ASKED_NOTHING)).toBe('begun');
    await desk.settled(job.id);
    expect(desk.find(editor, job.id)?.state).toBe('broken');
    expect(heldFiles()).toBe(before);
    await desk.drop(editor, job.id);
  });

  it('is one of eight at most, those on their way in too', async () => {
    const { app } = await openDesk(await open());
    const before = heldFiles();
    const desk = importDesk(app);
    let release = () => {};
    const gate = new Promise<void>(done => {
      release = done;
    });
    async function* slow() {
      yield Buffer.from('email\n');
      await gate;
    }
    const taken = Array.from({ length: 12 }, () => desk.take(editor, upload(slow())));
    await vi.waitFor(() => expect(heldFiles()).toBe(before + 8));
    release();
    const came = await Promise.all(taken);
    expect(came.filter(one => one === 'too many')).toHaveLength(4);
    for (const one of came) {
      if (typeof one === 'string') continue;
      await desk.settled(one.id);
    }
    expect(heldFiles()).toBe(before + 8);
    // The oldest makes room once it is not being read.
    const next = await desk.take(editor, upload());
    expect(next).not.toBe('too many');
    expect(heldFiles()).toBe(before + 8);
    for (const one of [...came, next]) if (typeof one !== 'string') await desk.drop(editor, one.id);
    expect(heldFiles()).toBe(before);
  });
});

import { connect, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { createReturnPath, type ReturnPath } from '../../../src/delivery/return-path.ts';
import type { Newsroom } from '../../../src/newsroom/newsroom.ts';
import {
  type BounceListener,
  type ListenerParts,
  openBounceListener,
} from '../../../src/newsroom/returned/bounce-listener.ts';
import type { Store } from '../../../src/storage/database.ts';
import { eventInbox } from '../../../src/storage/feedback/event-inbox.ts';
import type { FixedClock } from '../../support/clock.ts';
import { openTestApp } from '../../support/newsroom.ts';

/** The name that frozen issues of the tests carry in their tags. */
const INSTALLATION = 'inst';
export const DOMAIN = 'news.example.com';

export type ReturnRoom = Newsroom & { readonly returnPath: ReturnPath };

/** The program with a return path, for the frozen issues of the tests. */
export async function openReturnRoom(
  store: Store,
  clock: FixedClock,
  settings: Record<string, string> = {},
): Promise<ReturnRoom> {
  const room = await openTestApp(store, clock, { settings: { BOUNCE_DOMAIN: DOMAIN, ...settings } });
  const { keyring } = room;
  const returnPath = createReturnPath({ setting: DOMAIN, keyring, installationId: INSTALLATION });
  return { ...room, installationId: INSTALLATION, returnPath };
}

/** The return path of a delivery of the first issue. */
export function addressOf({ returnPath }: ReturnRoom, seq: number): string {
  return returnPath.senderOf(`${INSTALLATION}_1_${seq}`)?.address ?? '';
}

/** Takes mails on a free port, until the test is over. */
export async function listen(
  room: ReturnRoom,
  more: Partial<Pick<ListenerParts, 'keepEvent' | 'tls'>> = {},
): Promise<BounceListener> {
  const keepEvent = eventInbox(room.store, room.now);
  const listener = await openBounceListener({ ...room, keepEvent, host: '127.0.0.1', port: 0, ...more });
  onTestFinished(() => listener.close());
  return listener;
}

/** A client that says what it is told to, line by line. */
export async function dial(port: number) {
  const socket: Socket = connect(port, '127.0.0.1');
  let heard = '';
  let tell: () => void = () => undefined;
  socket.setEncoding('latin1').on('data', chunk => {
    heard += chunk;
    tell();
  });
  socket.on('error', () => tell()).on('close', () => tell());
  onTestFinished(() => void socket.destroy());
  /** The next reply, whole; what was heard when the connection is gone. */
  const reply = async (): Promise<string> => {
    for (;;) {
      const whole = /^(?:\d{3}-[^\n]*\n)*\d{3} [^\n]*\n/.exec(heard);
      if (whole) {
        heard = heard.slice(whole[0].length);
        return whole[0].trimEnd();
      }
      if (socket.closed) return heard;
      await new Promise<void>(resolve => {
        tell = resolve;
      });
    }
  };
  const say = (line: string): Promise<string> => {
    socket.write(`${line}\r\n`);
    return reply();
  };
  const greeting = await reply();
  await say('EHLO relay.example');
  return {
    socket,
    greeting,
    say,
    reply,
    /** Hands over one mail. @returns the reply that ended it */
    deliver: async (to: string, mail: string): Promise<string> => {
      await say('MAIL FROM:<>');
      const taken = await say(`RCPT TO:<${to}>`);
      if (!taken.startsWith('250')) {
        await say('RSET');
        return taken;
      }
      await say('DATA');
      return say(`${mail.replace(/^\./gm, '..')}\r\n.`);
    },
  };
}

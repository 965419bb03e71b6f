import type { BulkWire } from './mailer.ts';
import { SmtpBodies, type SmtpBody } from './smtp-body.ts';
import type { ReadyMail, ReturnAddress, SmtpPool } from './smtp-pool.ts';

export interface SmtpWireOptions {
  readonly handOver: SmtpPool['handOver'];
  /** Epoch milliseconds: the Date header. */
  readonly clock: () => number;
  /** As dkimFields makes it; absent: unsigned. */
  readonly sign?: (head: string, bodyHash: string) => Promise<string>;
  /** As SmtpOptions has it. */
  readonly returnTo?: ReturnAddress;
}

/** As much of headers as is written without asking: ours have a tenth of it. */
const HEAD_ROOM = 16 * 1_024;

/** An issue's mails over SMTP, put together of what was encoded once (docs/decisions/197). */
export function smtpWire(options: SmtpWireOptions): BulkWire {
  const bodies = new SmtpBodies();
  const made = new WeakMap<object, SmtpBody>();
  const idle: Buffer[] = [];
  return {
    fits: readers => bodies.fits(readers),
    encode: readers => {
      const body = bodies.of(readers);
      made.set(body, body);
      return body;
    },
    async post(given, { signal, onHandover, date = options.clock() }) {
      const body = made.get(given);
      if (!body) throw new Error('Only a body of this wire can be posted over it.');
      const memory = roomFor(body, idle.pop());
      const answer = await options.handOver(await written(body, memory, { ...options, date }), {
        signal,
        onHandover,
      });
      // Who says yes has read every byte. After any other answer some of them may still wait in a socket.
      if (answer.kind === 'accepted') idle.push(memory);
      return answer;
    },
  };
}

function roomFor({ length }: SmtpBody, memory: Buffer | undefined): Buffer {
  const room = HEAD_ROOM + length;
  return memory && memory.length >= room ? memory : Buffer.allocUnsafeSlow(room + HEAD_ROOM);
}

/** The headers end where the body begins, so that both stand together without being copied again. */
async function written(
  body: SmtpBody,
  memory: Buffer,
  { date, sign, returnTo }: { readonly date: number } & Pick<SmtpWireOptions, 'sign' | 'returnTo'>,
): Promise<ReadyMail> {
  const { messageId, length } = body;
  const envelope = { ...body.envelope, ...returnTo?.(body.delivery) };
  body.write(memory, HEAD_ROOM);
  const whole = memory.subarray(HEAD_ROOM, HEAD_ROOM + length);
  const own = body.head(date);
  const signature = sign ? await sign(own, body.hash(whole)) : '';
  const head = `${signature}${own}\r\n`;
  const start = HEAD_ROOM - head.length;
  if (start < 0) throw new Error(`A mail's headers have ${head.length} characters.`);
  memory.write(head, start, 'latin1');
  return { envelope, messageId, bytes: memory.subarray(start, HEAD_ROOM + length), needsNoDots: true };
}

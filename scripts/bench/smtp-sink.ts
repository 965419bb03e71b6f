// A process of its own that takes mails over SMTP like a relay and keeps none: `smtp-sink.ts` prints its two ports, first that of
// `GET /` and `DELETE /` as the other sink has them, then that of the relay.
import { createServer } from 'node:http';
import { type AddressInfo, createServer as createRelay, type Socket } from 'node:net';
import { rulesOf, type SinkRules } from './sink-rules.ts';
import { SinkTally } from './sink-tally.ts';

const LINE_END = '\r\n';
const MAIL_END = '\r\n.\r\n';

let tally = new SinkTally();
let rules: SinkRules = { latencyMs: 0, perSecond: null };

const control = createServer((request, response) => {
  if (request.method === 'DELETE') {
    tally = new SinkTally();
    rules = rulesOf(request.url ?? '');
  }
  response.end(JSON.stringify(tally.count()));
});
const relay = createRelay(converse);
relay.listen(0, '127.0.0.1', () =>
  control.listen(0, '127.0.0.1', () => console.log(`${portOf(control)} ${portOf(relay)}`)),
);

function portOf(server: { address(): AddressInfo | string | null }): number {
  return (server.address() as AddressInfo).port;
}

/** A connection: commands, and after each DATA a mail, of which only the last bytes are kept. */
function converse(socket: Socket): void {
  let pending: Buffer = Buffer.alloc(0);
  let to = '';
  let isMail = false;
  socket.setNoDelay(true).on('error', () => socket.destroy());
  const say = (reply: string, after: () => unknown = () => undefined) => {
    const answer = () => {
      if (socket.writable) socket.write(`${reply}${LINE_END}`);
      after();
    };
    if (rules.latencyMs > 0) setTimeout(answer, rules.latencyMs);
    else answer();
  };
  const command = (line: string): void => {
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === 'RCPT') to = /<([^>]*)>/.exec(line)?.[1] ?? '';
    if (verb === 'MAIL') tally.called();
    if (verb === 'DATA') {
      isMail = true;
      tally.mailBegins();
    }
    say(replies[verb] ?? '250 2.0.0 Ok', verb === 'QUIT' ? () => socket.end() : undefined);
  };
  socket.on('data', (chunk: Buffer) => {
    let rest = pending.length > 0 ? Buffer.concat([pending, chunk]) : chunk;
    for (;;) {
      const mark = isMail ? MAIL_END : LINE_END;
      const end = rest.indexOf(mark);
      if (end < 0) break;
      if (isMail) {
        tally.bytes(end);
        tally.tookMail(to);
        isMail = false;
        say('250 2.0.0 Ok: queued', () => tally.answered());
      } else command(rest.toString('latin1', 0, end));
      rest = rest.subarray(end + mark.length);
    }
    const kept = isMail ? Math.min(rest.length, MAIL_END.length - 1) : rest.length;
    tally.bytes(rest.length - kept);
    pending = rest.subarray(rest.length - kept);
  });
  say('220 sink ESMTP');
}

/** By verb; everything else is fine. */
const replies: Readonly<Record<string, string>> = {
  EHLO: ['250-sink', '250-PIPELINING', '250 8BITMIME'].join(LINE_END),
  DATA: '354 Go on',
  QUIT: '221 2.0.0 Bye',
};

import { Writable } from 'node:stream';

/** A stream that keeps what is written to it. */
export function textSink(): { readonly writable: Writable; text(): string } {
  const chunks: Buffer[] = [];
  const writable = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(Buffer.from(chunk));
      done();
    },
  });
  return { writable, text: () => Buffer.concat(chunks).toString('utf8') };
}

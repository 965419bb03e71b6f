// A process of its own for one loop that sends as others do: `peer-loop.ts '{"loop": …}'`. It ends when all is sent, and says
// when its loop began where work comes before the first call.
import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import type { FrozenMail } from '../../src/delivery/freeze.ts';
import type { Part } from '../../src/render/compiled-mail.ts';
import { BENCH_KEYS, readerAddress, signedFields, WEEK } from './bench-reader.ts';
import type { Loop } from './peer-cases.ts';

export interface LoopRun {
  readonly loop: Loop;
  /** Of the mail API or the relay. */
  readonly url: string;
  /** A frozen mail as JSON: the one that our command sends. */
  readonly mailFile: string;
  readonly readers: number;
  readonly atOnce: number;
}

export interface LoopResult {
  /** Epoch ms. */
  readonly beganAt: number;
}

const BATCH = 100;
const run = JSON.parse(process.argv[2] ?? '') as LoopRun;
const { mail, content } = JSON.parse(readFileSync(run.mailFile, 'utf8')) as FrozenMail;
const { from, replyTo, compiled } = mail;
const { subject } = compiled;

const loops = { 'react-loop': reactLoop, 'render-once': renderOnce, blind, nodemailer };
const send = await loops[run.loop]();
const result: LoopResult = { beganAt: Date.now() };
await send();
console.log(JSON.stringify(result));
process.exit(0);

/** As https://resend.com/docs/api-reference/emails/send-batch-emails has it, with a key and several calls at once. */
async function reactLoop() {
  const { issueMail } = await import('../../templates/react/issue-mail.tsx');
  const issue = JSON.parse(content) as Parameters<typeof issueMail>[0];
  const headers = filler(Object.entries(compiled.headers));
  return batches(seq => ({
    react: issueMail(issue, signedFields(BENCH_KEYS.current, seq)),
    headers: headers(valuesOf(seq)),
  }));
}

function renderOnce() {
  return batches(mailOf());
}

/** Constant bytes as long as one of those batches, posted again and again: the limit of the wire. */
async function blind() {
  const { Pool } = await import('undici');
  const ofReader = mailOf();
  const body = Buffer.from(
    JSON.stringify(range(0, BATCH).map(seq => ({ ...shared(seq), ...ofReader(seq) }))),
  );
  const pool = new Pool(run.url, { connections: run.atOnce, pipelining: 1 });
  const headers = { authorization: 'Bearer re_bench', 'content-type': 'application/json' };
  return inTurn(run.readers / BATCH, async () => {
    const answer = await pool.request({ method: 'POST', path: '/emails/batch', headers, body });
    await answer.body.text();
  });
}

/** As https://nodemailer.com/smtp/pooled has it: a pool as it comes, and always a mail waiting for it. */
async function nodemailer() {
  const { createTransport } = await import('nodemailer');
  const pool = createTransport({ url: run.url, pool: true });
  const ofReader = mailOf();
  return inTurn(run.readers, async index => {
    const seq = index + 1;
    await pool.sendMail({ from, to: readerAddress(seq), replyTo, subject, ...ofReader(seq) });
  });
}

/** Batches through the SDK, each reader's part made by `own`. */
async function batches(own: (seq: number) => object) {
  const { Resend } = await import('resend');
  const resend = new Resend('re_bench', { baseUrl: run.url });
  return inTurn(Math.ceil(run.readers / BATCH), async index => {
    const seqs = range(index * BATCH, Math.min(run.readers, (index + 1) * BATCH));
    const emails = seqs.map(seq => ({ ...shared(seq), ...own(seq) })) as Parameters<
      typeof resend.batch.send
    >[0];
    for (;;) {
      const { error, headers } = await resend.batch.send(emails, { idempotencyKey: `bench/${index}` });
      if (!error) return;
      if (error.statusCode !== 429) throw new Error(`The sink refused: ${JSON.stringify(error)}`);
      await setTimeout(1_000 * Number(headers?.['retry-after'] ?? 1));
    }
  });
}

function shared(seq: number) {
  const tags = [
    { name: 'kind', value: 'issue' },
    { name: 'issue', value: WEEK },
    { name: 'delivery', value: `bench-0123456789ab_1_${seq}` },
  ];
  return { from, to: [readerAddress(seq)], replyTo, subject, tags };
}

/** Makes the parts of a reader's mail from the mail rendered once: one pass over each, links signed as ours are. */
function mailOf() {
  const fill = filler([
    ['html', compiled.html],
    ['text', compiled.text],
  ]);
  const headers = filler(Object.entries(compiled.headers));
  return (seq: number) => {
    const values = valuesOf(seq);
    return { ...fill(values), headers: headers(values) };
  };
}

/** Parts with `{{slot}}` in a reader's places, to be replaced in each of them. */
function filler(places: readonly (readonly [string, readonly Part[]])[]) {
  const templates = places.map(
    ([name, parts]) =>
      [name, parts.map(part => (typeof part === 'string' ? part : `{{${part.slot}}}`)).join('')] as const,
  );
  return (values: Readonly<Record<string, string>>): Record<string, string> =>
    Object.fromEntries(
      templates.map(([name, text]) => [
        name,
        text.replace(/\{\{([a-z0-9-]+)\}\}/g, (_, slot: string) => values[slot] ?? ''),
      ]),
    );
}

function valuesOf(seq: number): Record<string, string> {
  const { reader, preferences, unsubscribe, vote } = signedFields(BENCH_KEYS.current, seq);
  const token = unsubscribe.slice(unsubscribe.lastIndexOf('/') + 1);
  return {
    reader: reader.replaceAll("'", '&#x27;'),
    preferences,
    unsubscribe,
    'unsubscribe-token': token,
    'vote-1': vote(1),
    'vote-2': vote(2),
    'vote-3': vote(3),
  };
}

/** So many calls, `atOnce` of them under way. */
function inTurn(calls: number, call: (index: number) => Promise<void>) {
  let next = 0;
  const lane = async () => {
    while (next < calls) await call(next++);
  };
  return () => Promise.all(Array.from({ length: run.atOnce }, lane));
}

/** Seqs, from 1: after the first so many, up to so many. */
function range(after: number, upTo: number): number[] {
  return Array.from({ length: upTo - after }, (_, index) => after + index + 1);
}

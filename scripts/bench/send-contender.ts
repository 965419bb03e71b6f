// A process of its own for one contender in one round: `send-contender.ts '{"contender": …}'`, answers with one JSON line.
import { createElement } from 'react';
import { Resend } from 'resend';
import { Pool } from 'undici';
import { BodyMemory } from '../../src/delivery/mailers/body-memory.ts';
import type { BulkReader } from '../../src/delivery/mailers/mailer.ts';
import { ResendBodies, wholeBody } from '../../src/delivery/mailers/resend-body.ts';
import { bulkReaders } from '../../src/delivery/payload.ts';
import { batchLimit } from '../../src/delivery/payload-form.ts';
import type { Recipient } from '../../src/delivery/recipient.ts';
import {
  BENCH_KEYS,
  BENCH_VOTES,
  ISSUE_ID,
  readerAddress,
  readerName,
  signedFields,
  WEEK,
} from './bench-reader.ts';
import { realMail } from './real-mail.ts';
import { REFERENCE_SUBJECT, ReferenceMail } from './reference-mail.tsx';
import { frozenForBench, sendWithEngine } from './send-engine.ts';
import { FROM, fillerLength, REPLY_TO, referenceMail, renderedOnce } from './send-mail.ts';
import { benchMailer, type EngineName, isEngine } from './send-mailers.ts';

export interface ContenderRun {
  readonly contender: EngineName | 'react-loop' | 'render-once' | 'blind' | 'bodies' | 'sealed-bodies';
  readonly mail: 'reference' | 'real';
  readonly sinkUrl: string;
  readonly databaseUrl: string;
  readonly lanes: number;
  /** How long the loops run, ms; the engine sends all its readers. */
  readonly runMs: number;
  readonly readers: number;
}

export interface ContenderResult {
  readonly emails: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakRssMb: number;
}

const BATCH = 100;
const run = JSON.parse(process.argv[2] ?? '') as ContenderRun;
const prepare = {
  'react-loop': reactLoop,
  'render-once': renderOnce,
  blind,
  bodies,
  'sealed-bodies': sealedBodies,
};

const { contender } = run;
const work = await (isEngine(contender) ? engine(contender) : prepare[contender]());
const cpu = process.cpuUsage();
const started = performance.now();
const emails = await work();
const seconds = (performance.now() - started) / 1_000;
const used = process.cpuUsage(cpu);
const result: ContenderResult = {
  emails,
  seconds,
  cpuSeconds: (used.user + used.system) / 1e6,
  peakRssMb: Math.round(process.resourceUsage().maxRSS / 1_024),
};
console.log(JSON.stringify(result));
process.exit(0);

async function engine(name: EngineName) {
  const mail = run.mail === 'real' ? await realMail() : await referenceMail();
  const { readers, lanes } = run;
  const mailer = benchMailer(name, run.sinkUrl);
  const frozen = await frozenForBench(run.databaseUrl, { mail, readers, batchSize: batchLimit(mailer) });
  return async () => {
    await sendWithEngine(frozen, { mailer, lanes });
    return readers;
  };
}

/** As https://resend.com/docs/api-reference/emails/send-batch-emails has it, with a key. */
async function reactLoop() {
  const resend = new Resend('re_bench', { baseUrl: run.sinkUrl });
  const filler = await fillerLength();
  return () =>
    inLanes(async seqs => {
      const emails = seqs.map(seq => ({
        from: FROM,
        to: [readerAddress(seq)],
        replyTo: REPLY_TO,
        subject: REFERENCE_SUBJECT,
        react: createElement(ReferenceMail, { fields: signedFields(BENCH_KEYS.current, seq), filler }),
        tags: tagsOf(seq),
      }));
      must(await resend.batch.send(emails, { idempotencyKey: `bench/${seqs[0]}` }));
    });
}

async function renderOnce() {
  const resend = new Resend('re_bench', { baseUrl: run.sinkUrl });
  const { html, text, fields } = await renderedOnce();
  const filled = (part: string, seq: number) => {
    const own = signedFields(BENCH_KEYS.current, seq);
    let out = part
      .replaceAll(fields.reader, () => own.reader.replaceAll("'", '&#x27;'))
      .replaceAll(fields.preferences, own.preferences)
      .replaceAll(fields.unsubscribe, own.unsubscribe);
    for (let n = 1; n <= BENCH_VOTES; n++) out = out.replaceAll(fields.vote(n), own.vote(n));
    return out;
  };
  return () =>
    inLanes(async seqs => {
      const emails = seqs.map(seq => ({
        from: FROM,
        to: [readerAddress(seq)],
        replyTo: REPLY_TO,
        subject: REFERENCE_SUBJECT,
        html: filled(html, seq),
        text: filled(text, seq),
        tags: tagsOf(seq),
      }));
      must(await resend.batch.send(emails, { idempotencyKey: `bench/${seqs[0]}` }));
    });
}

/** Constant bytes of the size of one of the engine's own bodies, posted again and again: the limit of the wire. */
async function blind() {
  const bytes = wholeBody(new ResendBodies().of(await readersOf(range(1))));
  const pool = new Pool(run.sinkUrl, { connections: run.lanes, pipelining: 1 });
  const headers = { authorization: 'Bearer re_bench', 'content-type': 'application/json' };
  return () =>
    inLanes(async () => {
      const { body } = await pool.request({ method: 'POST', path: '/emails/batch', headers, body: bytes });
      await body.text();
    });
}

/** The bytes alone, with links made beforehand: what stands against a React render and JSON.stringify. */
async function bodies() {
  const write = bodyWriter();
  const issue = await benchIssue();
  const readers = Array.from({ length: 20 }, (_, batch) =>
    bulkReaders(issue, BENCH_KEYS.current, recipientsOf(range(batch + 1))),
  );
  return () => Promise.resolve(untilOver(batch => write(readers[batch % readers.length] ?? [])));
}

/** What a seal takes: links, bytes and their hash, without a database or a network. */
async function sealedBodies() {
  const write = bodyWriter();
  const issue = await benchIssue();
  const seal = (batch: number) =>
    write(bulkReaders(issue, BENCH_KEYS.current, recipientsOf(range(batch + 1)))).sha256;
  return () => Promise.resolve(untilOver(seal));
}

/** Makes a body and all its bytes, by way of a memory like the wire's. */
function bodyWriter() {
  const bodies = new ResendBodies();
  const memory = new BodyMemory();
  return (readers: readonly BulkReader[]) => {
    const body = bodies.of(readers, memory);
    let length = 0;
    for (const bytes of body.pieces()) length += bytes.length;
    if (length !== body.length) throw new Error(`The body has ${length} bytes, not ${body.length}.`);
    return body;
  };
}

function untilOver(make: (batch: number) => unknown): number {
  const until = performance.now() + run.runMs;
  let batches = 0;
  for (; performance.now() < until; batches++) make(batches);
  return batches * BATCH;
}

async function readersOf(seqs: readonly number[]) {
  return bulkReaders(await benchIssue(), BENCH_KEYS.current, recipientsOf(seqs));
}

async function benchIssue() {
  const mails = [run.mail === 'real' ? await realMail() : await referenceMail()];
  return { issueId: ISSUE_ID, week: WEEK, mails, installationId: 'bench-0123456789ab' };
}

function recipientsOf(seqs: readonly number[]): Recipient[] {
  return seqs.map(seq => ({
    seq,
    subscriberId: seq,
    email: readerAddress(seq),
    name: readerName(seq),
    variant: 1,
  }));
}

function tagsOf(seq: number) {
  return [
    { name: 'kind', value: 'issue' },
    { name: 'issue', value: WEEK },
    { name: 'delivery', value: `bench-0123456789ab_${ISSUE_ID}_${seq}` },
  ];
}

/** Batches of a hundred, so many at once, until the time is up. @returns emails sent */
async function inLanes(post: (seqs: readonly number[]) => Promise<void>): Promise<number> {
  const until = performance.now() + run.runMs;
  let batches = 0;
  const lane = async () => {
    while (performance.now() < until) {
      batches += 1;
      await post(range(batches));
    }
  };
  await Promise.all(Array.from({ length: run.lanes }, lane));
  return batches * BATCH;
}

/** The seqs of the n-th batch, from 1. */
function range(batch: number): number[] {
  return Array.from({ length: BATCH }, (_, index) => (batch - 1) * BATCH + index + 1);
}

function must(result: { error: unknown }): void {
  if (result.error) throw new Error(`The sink refused: ${JSON.stringify(result.error)}`);
}

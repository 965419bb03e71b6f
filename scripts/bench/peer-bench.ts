import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../../src/config.ts';
import { openStore } from '../../src/storage/database.ts';
import { frozenMails } from '../../src/storage/delivery/freezes.ts';
import { issueStore } from '../../src/storage/issue/issues.ts';
import { JSX_FLAG } from '../jsx-flag.ts';
import { type BenchDatabases, openBenchDatabases } from './bench-database.ts';
import { WEEK } from './bench-reader.ts';
import { type Peer, type PeerCase, RECEIVERS, type Receiver, type Wire } from './peer-cases.ts';
import type { LoopResult, LoopRun } from './peer-loop.ts';
import { runProcess } from './peer-process.ts';
import { type PeerRow, peerRow } from './peer-row.ts';
import { type BenchCli, prepareIssue } from './scale-cli.ts';
import { type Sink, startSink } from './sink.ts';
import type { SinkCount } from './sink-tally.ts';

/** Runs single lines: the receivers, and an issue approved for each audience that a line may have. */
export interface PeerBench {
  readonly postgres: boolean;
  run(from: PeerCase): Promise<PeerRow>;
  stop(): Promise<void>;
}

interface Prepared {
  readonly url: string;
  readonly cli: BenchCli;
  drop(): Promise<void>;
}

/** With a rate far above any machine's where there is no limit, so that the receiver and not a setting is what limits. */
const NO_LIMIT = '10000';

/** @param warmUp readers of the send that comes first, whose mail the loops then send */
export async function openPeerBench(warmUp: number): Promise<PeerBench> {
  const folder = mkdtempSync(join(tmpdir(), 'verdicts-peers-'));
  const mailFile = join(folder, 'mail.json');
  const catalogue = realCatalogue(folder);
  const sinks = { api: await startSink(), smtp: await startSink('smtp-sink.ts') };
  const databases = await openBenchDatabases();
  const prepared = new Map<string, Promise<Prepared>>();
  const issueFor = (of: IssueOf) => {
    // What an approval under the thin wire learns of the limit is kept, and holds at one like it alone.
    const name = JSON.stringify(of.wire === 'thin' ? of : { ...of, receiver: null });
    const known = prepared.get(name) ?? prepare(databases, of, { sink: sinks.api, catalogue });
    prepared.set(name, known);
    return known;
  };
  const bench: PeerBench = {
    postgres: databases.postgres,
    run: async from => {
      const sink = sinks[from.receiver.takes];
      const { peer, readers, receiver } = from;
      if (peer.kind === 'loop') {
        await sink.reset(receiver);
        return runLoop(from, peer, { sink, mailFile, folder });
      }
      const wire = peer.wire === 'thin' ? 'thin' : 'full';
      const issue = await issueFor({ dialect: peer.database, readers, wire, receiver });
      const copy = await databases.copyOf(issue.url);
      await sink.reset(receiver);
      try {
        return await runSend(from, peer.wire, { ...issue.cli, DATABASE_URL: copy.url }, sink);
      } finally {
        await copy.drop();
      }
    },
    stop: async () => {
      for (const sink of Object.values(sinks)) sink.stop();
      for (const issue of await Promise.allSettled(prepared.values()))
        if (issue.status === 'fulfilled') await issue.value.drop();
      await databases.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  try {
    const { url, cli } = await issueFor({
      dialect: 'sqlite',
      readers: warmUp,
      wire: 'full',
      receiver: RECEIVERS.API_AT_ONCE,
    });
    const place = await databases.copyOf(url);
    await runProcess(SEND, { ...cli, DATABASE_URL: place.url });
    writeFileSync(mailFile, JSON.stringify(await mailIn(place.url)));
    await place.drop();
    return bench;
  } catch (fault) {
    await bench.stop();
    throw fault;
  }
}

/** The sample's, not marked as one: demo data pass no relay. @returns its file */
function realCatalogue(folder: string): string {
  const sample: unknown = JSON.parse(readFileSync(join(PROJECT_ROOT, 'data/sample/catalogue.json'), 'utf8'));
  const file = join(folder, 'catalogue.json');
  writeFileSync(file, JSON.stringify({ ...(sample as object), sample: false }));
  return file;
}

interface IssueOf {
  readonly dialect: 'sqlite' | 'postgres';
  readonly readers: number;
  readonly wire: 'full' | 'thin';
  readonly receiver: Receiver;
}

/** Approved under the settings it is sent with, as in use: what is published then, the send need not ask for. */
async function prepare(
  databases: BenchDatabases,
  { dialect, readers, wire, receiver }: IssueOf,
  { sink, catalogue }: { readonly sink: Sink; readonly catalogue: string },
): Promise<Prepared> {
  const { url, drop } = await databases.fresh(dialect);
  await sink.reset(receiver);
  const more = { CATALOGUE: catalogue, MAIL_WIRE: wire, MAIL_RATE: rateAt(receiver) };
  const cli = await prepareIssue(url, sink.url, readers, more);
  return { url, drop, cli };
}

/** As somebody sets it who knows of no limit, or leaves it to what the API says. */
function rateAt({ perSecond }: Receiver): string {
  return perSecond === null ? NO_LIMIT : 'auto';
}

/** As somebody types it, by way of the launcher. */
const SEND = ['scripts/verdicts.mjs', 'send', '--week', WEEK, '--now'];

async function runSend(from: PeerCase, wire: Wire, cli: BenchCli, sink: Sink): Promise<PeerRow> {
  const isSmtp = wire === 'smtp';
  const usage = await runProcess(SEND, {
    ...cli,
    MAIL_RATE: isSmtp ? 'auto' : rateAt(from.receiver),
    MAIL_WIRE: isSmtp ? 'full' : wire,
    ...(isSmtp && { MAIL_PROVIDER: 'smtp', SMTP_URL: sink.smtpUrl }),
  });
  const seen = await sink.count();
  onlyMails(from, seen);
  return peerRow(from, usage, seen, null);
}

/** @throws Error when a send asked about templates that were published at the approval */
function onlyMails(from: PeerCase, { calls, refused, requests }: SinkCount): void {
  const others = calls - refused - requests;
  if (from.receiver.takes === 'smtp' || others === 0) return;
  throw new Error(`The send made ${others} calls that hand over no mail.`);
}

async function runLoop(
  from: PeerCase,
  peer: Extract<Peer, { kind: 'loop' }>,
  place: { readonly sink: Sink; readonly mailFile: string; readonly folder: string },
): Promise<PeerRow> {
  const { loop, atOnce } = peer;
  const { sink, mailFile, folder } = place;
  const url = from.receiver.takes === 'smtp' ? sink.smtpUrl : sink.url;
  const run: LoopRun = { loop, url, mailFile, readers: from.readers, atOnce };
  const script = join(PROJECT_ROOT, 'scripts/bench/peer-loop.ts');
  const { said, ...usage } = await runProcess(
    [...(loop === 'react-loop' ? JSX_FLAG : []), script, JSON.stringify(run)],
    {
      PATH: process.env.PATH ?? '',
      NODE_ENV: 'production',
      // What our command keeps compiled, they may keep too.
      NODE_COMPILE_CACHE: join(folder, 'compiled'),
    },
  );
  const { beganAt } = JSON.parse(said) as LoopResult;
  const worksBefore = loop === 'react-loop' || loop === 'render-once';
  return peerRow(from, usage, await sink.count(), worksBefore ? beganAt : null);
}

/** The one mail of the bench's issue. */
async function mailIn(url: string) {
  const store = openStore(url);
  const issue = await issueStore(store).find(WEEK);
  const [mail] = issue ? await frozenMails(store, issue.id) : [];
  await store.db.destroy();
  if (!mail) throw new Error('The send that comes first has frozen no mail.');
  return mail;
}

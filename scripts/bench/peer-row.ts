import { availableParallelism } from 'node:os';
import { believable } from './believable.ts';
import type { PeerCase } from './peer-cases.ts';
import type { ProcessUsage } from './peer-process.ts';
import type { SinkCount } from './sink-tally.ts';

/** One line in one round. Times are ms. */
export interface PeerRow {
  /** The command from its start to its exit. */
  readonly wholeMs: number;
  /** From the start of the command until the first mail came. */
  readonly firstMailMs: number;
  /** From the first call until the last answer. */
  readonly phaseMs: number;
  /** Mails a second in that time. */
  readonly rate: number;
  /** From the last answer to the exit. */
  readonly tailMs: number;
  /** `phaseMs` against the time that so many calls take at the receiver's limit; 0 where there is none. */
  readonly ofLimit: number;
  readonly cpuSeconds: number;
  readonly peakRssMb: number;
  readonly bytesPerMail: number;
}

/**
 * What one run comes to.
 * @param beganAt epoch ms: when a loop began that works before its first call; null: with the first call
 * @throws Error when not every reader got the mail once, or a figure cannot be true
 */
export function peerRow(
  from: PeerCase,
  usage: Omit<ProcessUsage, 'said'>,
  seen: SinkCount,
  beganAt: number | null,
): PeerRow {
  onceEach(from, seen);
  const { startedAt, tookMs, cpuSeconds, peakRssMb } = usage;
  const phaseMs = seen.lastAt - (beganAt ?? seen.firstAt);
  // Nobody saw the sender work on the mails that its first call had ready.
  const ready = beganAt === null && seen.firstMailAt === seen.firstAt ? seen.firstMails : 0;
  const counted = seen.mails > ready ? seen.mails - ready : seen.mails;
  const row: PeerRow = {
    wholeMs: tookMs,
    firstMailMs: seen.firstMailAt - startedAt,
    phaseMs,
    rate: (1_000 * counted) / Math.max(1, phaseMs),
    tailMs: startedAt + tookMs - seen.lastAt,
    ofLimit: phaseMs / allowedMs(from, seen),
    cpuSeconds,
    peakRssMb,
    bytesPerMail: seen.bytes / seen.mails,
  };
  believableRow(from, row, seen, startedAt);
  return row;
}

/** How long so many calls take, evenly at the receiver's limit, until the last is answered; Infinity without a limit. */
function allowedMs({ receiver: { perSecond, latencyMs } }: PeerCase, { calls, refused }: SinkCount): number {
  if (perSecond === null) return Number.POSITIVE_INFINITY;
  return (1_000 * Math.max(1, calls - refused - 1)) / perSecond + latencyMs;
}

/** Constant bytes name the same hundred readers again and again. */
function onceEach({ peer, readers }: PeerCase, seen: SinkCount): void {
  const isBlind = peer.kind === 'loop' && peer.loop === 'blind';
  const different = isBlind ? Math.min(100, readers) : readers;
  const isRight = seen.mails === readers && seen.readers === different && seen.most === readers / different;
  if (isRight && seen.doubtful === 0) return;
  throw new Error(
    `Of ${readers} readers ${seen.readers} got ${seen.mails} mails, one of them ${seen.most}` +
      `${seen.doubtful > 0 ? `, and ${seen.doubtful} bodies may have held more` : ''}: not every one got it once.`,
  );
}

function believableRow({ receiver }: PeerCase, row: PeerRow, seen: SinkCount, startedAt: number): void {
  const { wholeMs, phaseMs, cpuSeconds, peakRssMb } = row;
  believable(
    {
      firstPostMs: seen.firstAt - startedAt,
      lastPostMs: seen.lastAt - startedAt,
      tookMs: wholeMs,
      emails: seen.mails,
      peakRssMb,
    },
    { finished: true, mustBeKilled: false, resumes: false },
  );
  const fail = (what: string): never => {
    throw new Error(`The bench has measured what cannot be: ${what}.`);
  };
  if (!(cpuSeconds > 0 && cpuSeconds <= (1.1 * availableParallelism() * wholeMs) / 1_000))
    fail(`${cpuSeconds} s of CPU in ${wholeMs} ms`);
  if (!(phaseMs >= receiver.latencyMs && phaseMs <= wholeMs))
    fail(`${phaseMs} ms of sending, of ${wholeMs} ms, with ${receiver.latencyMs} ms an answer`);
  if (receiver.perSecond === null) {
    if (seen.refused > 0) fail(`${seen.refused} calls refused without a limit`);
    return;
  }
  // Windows of the limit that the time can have touched.
  const most = receiver.perSecond * (Math.ceil(phaseMs / 1_000) + 1);
  if (seen.calls - seen.refused > most) fail(`${seen.calls - seen.refused} calls taken where ${most} may be`);
}

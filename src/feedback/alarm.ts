import { feedbackOf, type OutcomeCounts } from './outcome.ts';

export type AlarmLevel = 'quiet' | 'warn' | 'stop';

export interface Alarm {
  readonly about: 'complaints' | 'bounces';
  readonly level: AlarmLevel;
  readonly count: number;
  /** Deliveries that arrived, and those of which nobody would ever say so. */
  readonly of: number;
  /** Whether there are such. */
  readonly isSilent: boolean;
}

const FROM = 500;
/** In parts of 10,000 of what was delivered, so that the lines are whole numbers. */
const LINES = {
  complaints: { atLeast: 3, warn: 5, stop: 8 },
  bounces: { atLeast: 10, warn: 200, stop: 400 },
} as const;

/**
 * How an issue is taken, against the lines that mailbox providers draw. Who complained had got the mail, so they count
 * as delivered here.
 * @param silent deliveries over mailers that report only what does not arrive, as far as nothing says that they did
 */
export function alarmsOf(counts: OutcomeCounts, silent = 0): readonly [complaints: Alarm, bounces: Alarm] {
  const { delivered, bounced, complained } = feedbackOf(counts);
  const base = { of: delivered + complained + silent, isSilent: silent > 0 };
  return [alarm('complaints', complained, base), alarm('bounces', bounced, base)];
}

/** Whether so much has come back that an alarm is possible at all, however few the mails are that it is a share of. */
export function mayAlarm(counts: OutcomeCounts): boolean {
  const { bounced, complained } = feedbackOf(counts);
  return bounced >= LINES.bounces.atLeast || complained >= LINES.complaints.atLeast;
}

/** "Complaints: 4 of 5,000 delivered (0.080%)". */
export function alarmWords({ about, count, of, isSilent }: Alarm): string {
  const share = ((count / of) * 100).toFixed(about === 'complaints' ? 3 : 1);
  const name = about === 'complaints' ? 'Complaints' : 'Bounces';
  const what = isSilent ? 'handed over' : 'delivered';
  return `${name}: ${count.toLocaleString('en')} of ${of.toLocaleString('en')} ${what} (${share}%)`;
}

function alarm(about: Alarm['about'], count: number, base: Pick<Alarm, 'of' | 'isSilent'>): Alarm {
  const line = LINES[about];
  const enough = base.of >= FROM && count >= line.atLeast;
  const reaches = (parts: number) => enough && count * 10_000 >= parts * base.of;
  return {
    about,
    count,
    ...base,
    level: reaches(line.stop) ? 'stop' : reaches(line.warn) ? 'warn' : 'quiet',
  };
}

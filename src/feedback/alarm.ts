import { feedbackOf, type OutcomeCounts } from './outcome.ts';

export type AlarmLevel = 'quiet' | 'warn' | 'stop';

export interface Alarm {
  readonly about: 'complaints' | 'bounces';
  readonly level: AlarmLevel;
  readonly count: number;
  /** Deliveries that arrived. */
  readonly delivered: number;
}

const FROM_DELIVERED = 500;
/** In parts of 10,000 of what was delivered, so that the lines are whole numbers. */
const LINES = {
  complaints: { atLeast: 3, warn: 5, stop: 8 },
  bounces: { atLeast: 10, warn: 200, stop: 400 },
} as const;

/**
 * How an issue is taken, against the lines that mailbox providers draw. Who complained had got the mail, so they count
 * as delivered here.
 */
export function alarmsOf(counts: OutcomeCounts): readonly [complaints: Alarm, bounces: Alarm] {
  const { delivered: quietly, bounced, complained } = feedbackOf(counts);
  const delivered = quietly + complained;
  return [alarm('complaints', complained, delivered), alarm('bounces', bounced, delivered)];
}

/** "Complaints: 4 of 5,000 delivered (0.080%)". */
export function alarmWords({ about, count, delivered }: Alarm): string {
  const share = ((count / delivered) * 100).toFixed(about === 'complaints' ? 3 : 1);
  const name = about === 'complaints' ? 'Complaints' : 'Bounces';
  return `${name}: ${count.toLocaleString('en')} of ${delivered.toLocaleString('en')} delivered (${share}%)`;
}

function alarm(about: Alarm['about'], count: number, delivered: number): Alarm {
  const line = LINES[about];
  const enough = delivered >= FROM_DELIVERED && count >= line.atLeast;
  const reaches = (parts: number) => enough && count * 10_000 >= parts * delivered;
  return {
    about,
    count,
    delivered,
    level: reaches(line.stop) ? 'stop' : reaches(line.warn) ? 'warn' : 'quiet',
  };
}

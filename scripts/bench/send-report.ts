import { median } from './median.ts';
import type { SinkCount } from './sink-tally.ts';

/** One contender in one round. */
export interface SendRow {
  readonly lanes: number;
  /** Emails a second. */
  readonly rate: number;
  /** Bytes an email on the wire, without headers. */
  readonly bytes: number;
  /** CPU seconds of the sender a thousand emails. */
  readonly cpu: number;
  readonly rssMb: number;
}

type Rounds = readonly ReadonlyMap<string, SendRow>[];

interface Budget {
  readonly what: string;
  readonly one: string;
  readonly other: string;
  /** Null where it is shown and nothing is asked of it. */
  readonly atLeast: number | null;
}

const SQLITE = 'this engine, SQLite';
const REACT = 'React loop of Resend’s documentation';

const BUDGETS: readonly Budget[] = [
  { what: 'full HTML, SQLite, against the React loop', one: SQLITE, other: REACT, atLeast: 25 },
  {
    what: 'the same against render-once plus the SDK',
    one: SQLITE,
    other: 'rendered once, replaced, SDK',
    atLeast: 5,
  },
  {
    what: 'the same against the blind post',
    one: SQLITE,
    other: 'blind post of constant bytes',
    atLeast: 0.5,
  },
  {
    what: 'full HTML, Postgres, one worker, against the React loop',
    one: 'this engine, Postgres',
    other: REACT,
    atLeast: 20,
  },
  { what: 'thin wire, SQLite, against the React loop', one: 'thin wire, SQLite', other: REACT, atLeast: 150 },
  {
    what: 'thin wire, Postgres, one worker, against the React loop',
    one: 'thin wire, Postgres',
    other: REACT,
    atLeast: 50,
  },
  {
    what: 'building bodies alone against the React loop',
    one: 'building bodies alone',
    other: REACT,
    atLeast: 200,
  },
  {
    what: 'Postmark, full HTML, against Resend',
    one: 'Postmark, 500 a call, SQLite',
    other: SQLITE,
    atLeast: null,
  },
  {
    what: 'SES, full HTML, a mail a call, against Resend',
    one: 'SES in full, one a call, SQLite',
    other: SQLITE,
    atLeast: null,
  },
  {
    what: 'SES, thin wire, against Resend’s',
    one: 'SES thin, 50 a call, SQLite',
    other: 'thin wire, SQLite',
    atLeast: null,
  },
];

/** @throws Error when the sink has not seen every reader's mail once: then its rate is nobody's */
export function onceEach(
  contender: string,
  audience: number,
  { mails, readers, most, doubtful }: Pick<SinkCount, 'mails' | 'readers' | 'most' | 'doubtful'>,
): void {
  if (mails === audience && readers === audience && most === 1 && doubtful === 0) return;
  throw new Error(
    `${contender}: of ${audience} readers ${readers} got ${mails} mails, one of them ${most}; ${doubtful} calls may have held more.`,
  );
}

/** Medians over the rounds. */
export function sendTable(rounds: Rounds): string {
  const names = [...(rounds[0]?.keys() ?? [])];
  const lines = names.map(name => {
    const of = (part: keyof SendRow) => median(rowsOf(rounds, name).map(row => row[part]));
    const cells = [
      name,
      of('lanes'),
      Math.round(of('rate')),
      Math.round(of('bytes')),
      of('cpu').toFixed(3),
      `${of('rssMb')} MB`,
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return [
    '| contender | at once | emails/s | bytes/email | CPU s per 1,000 | peak RSS |',
    '|---|---|---|---|---|---|',
    ...lines,
  ].join('\n');
}

/** Each ratio is taken within a round, where the machine was the same for both; then the median. */
export function ratioRows(rounds: Rounds): string {
  const lines = BUDGETS.map(({ what, one, other, atLeast }) => {
    const wall = ratio(rounds, one, other, row => row.rate);
    const cpu = ratio(rounds, one, other, row => 1 / row.cpu);
    const asked = atLeast ?? '–';
    if (Number.isNaN(wall)) return `| ${what} | ${asked} | not run | | |`;
    return `| ${what} | ${asked} | ${short(wall)} | ${short(cpu)} | ${holds(wall, atLeast)} |`;
  });
  return [
    '| ratio | at least | by emails/s | by CPU of the sender | holds |',
    '|---|---|---|---|---|',
    ...lines,
  ].join('\n');
}

function ratio(rounds: Rounds, one: string, other: string, part: (row: SendRow) => number): number {
  return median(
    rounds.flatMap(round => {
      const [above, below] = [round.get(one), round.get(other)];
      return above && below ? [part(above) / part(below)] : [];
    }),
  );
}

function holds(found: number, atLeast: number | null): string {
  if (atLeast === null) return '–';
  return found >= atLeast ? 'yes' : '**no**';
}

function rowsOf(rounds: Rounds, name: string): SendRow[] {
  return rounds.flatMap(round => round.get(name) ?? []);
}

function short(number: number): string {
  return number >= 10 ? number.toFixed(0) : number.toFixed(2);
}

import { median } from './median.ts';

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
  readonly atLeast: number;
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
];

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
    if (Number.isNaN(wall)) return `| ${what} | ${atLeast} | not run | | |`;
    return `| ${what} | ${atLeast} | ${short(wall)} | ${short(cpu)} | ${wall >= atLeast ? 'yes' : '**no**'} |`;
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

function rowsOf(rounds: Rounds, name: string): SendRow[] {
  return rounds.flatMap(round => round.get(name) ?? []);
}

function short(number: number): string {
  return number >= 10 ? number.toFixed(0) : number.toFixed(2);
}

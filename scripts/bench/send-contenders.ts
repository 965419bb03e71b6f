import type { ContenderRun } from './send-contender.ts';

export interface Contender {
  readonly name: string;
  readonly contender: ContenderRun['contender'];
  readonly mail: ContenderRun['mail'];
  readonly database: 'sqlite' | 'postgres' | null;
  /** Batches under way at once, where that is not to be tried: without keys, what a kill leaves unclear. As in src/compose.ts. */
  readonly lanes?: number;
  /** How many readers, of those of a plain one; 1 when absent. */
  readonly share?: number;
}

/** The thin wire sends a hundred thousand in two seconds: too short beside loops that run for three. */
const THIN = 2;

const ENGINES: readonly Contender[] = [
  { name: 'this engine, SQLite', contender: 'engine', mail: 'reference', database: 'sqlite' },
  { name: 'this engine, Postgres', contender: 'engine', mail: 'reference', database: 'postgres' },
  { name: 'thin wire, SQLite', contender: 'thin-engine', mail: 'reference', database: 'sqlite', share: THIN },
  {
    name: 'thin wire, Postgres',
    contender: 'thin-engine',
    mail: 'reference',
    database: 'postgres',
    share: THIN,
  },
  {
    name: 'Postmark, 500 a call, SQLite',
    contender: 'postmark-engine',
    mail: 'reference',
    database: 'sqlite',
    lanes: 2,
  },
  // A call a mail: few readers take as long.
  {
    name: 'SES in full, one a call, SQLite',
    contender: 'ses-engine',
    mail: 'reference',
    database: 'sqlite',
    lanes: 4,
    share: 0.02,
  },
  {
    name: 'SES thin, 50 a call, SQLite',
    contender: 'ses-thin-engine',
    mail: 'reference',
    database: 'sqlite',
    lanes: 2,
    share: 0.5,
  },
];

const LOOPS: readonly Contender[] = [
  {
    name: 'React loop of Resend’s documentation',
    contender: 'react-loop',
    mail: 'reference',
    database: null,
  },
  { name: 'rendered once, replaced, SDK', contender: 'render-once', mail: 'reference', database: null },
  { name: 'blind post of constant bytes', contender: 'blind', mail: 'reference', database: null },
  { name: 'building bodies alone', contender: 'bodies', mail: 'reference', database: null },
  {
    name: 'bodies with their links signed and their hash',
    contender: 'sealed-bodies',
    mail: 'reference',
    database: null,
  },
];

export const CONTENDERS: readonly Contender[] = [
  ...ENGINES,
  ...LOOPS,
  { name: 'real issue: this engine, SQLite', contender: 'engine', mail: 'real', database: 'sqlite' },
  { name: 'real issue: blind post', contender: 'blind', mail: 'real', database: null },
];

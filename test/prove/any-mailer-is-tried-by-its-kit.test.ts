import { beforeAll, expect, inject, it } from 'vitest';
import { kitPlace, openKitMailer } from '../../scripts/prove/kit-place.ts';
import { prove } from '../../scripts/prove/proof.ts';
import { faultsOf, inShort, type PlayedRound, type Setup, tallied } from '../../scripts/prove/tally.ts';
import { TOY_FAULTS, type ToyFault } from './toy-mailer.ts';

const TIMEOUT_MS = 900_000;
const TOY = 'test/prove/toy-kit.ts';
const SEED = 7_100;
const postgresUrl = inject('postgres')?.url ?? '';

const setup = (mailer: string, database: Setup['database'] = 'sqlite', workers = 1): Setup => ({
  mailer,
  kit: kitPlace(mailer),
  database,
  workers,
});

/** A mailer from outside under the kills of the proof on both databases, some of ours, and the same with mistakes in it. */
const SETUPS = [
  setup(TOY),
  ...(postgresUrl === '' ? [] : [setup(TOY, 'postgres', 2)]),
  setup('resend'),
  setup('smtp'),
  setup('postmark'),
  ...TOY_FAULTS.map(fault => setup(`test/prove/faulty/${fault}.ts`)),
];

let rounds: PlayedRound[];
beforeAll(async () => {
  rounds = await prove({
    setups: SETUPS,
    rounds: SETUPS.length,
    seed: SEED,
    readers: 120,
    sideBySide: 6,
    postgresUrl,
    ordeals: [],
    planOf: index => ({ unharmed: SETUPS[index]?.mailer?.includes('/faulty/') ?? false }),
  });
}, TIMEOUT_MS);

const roundsOf = (mailer: string) => rounds.filter(round => round.setup.mailer === mailer);

it.each([TOY, 'resend', 'smtp', 'postmark'])('reaches every reader once by %s, whoever is killed', mailer => {
  const played = roundsOf(mailer);
  expect(played.flatMap(faultsOf)).toEqual([]);
  const { kills, uncertain } = tallied(played);
  expect(kills).toBeGreaterThan(0);
  // A relay without keys reports nothing: what was on the wire stays open.
  if (mailer !== 'smtp') expect(uncertain).toBe(0);
});

/** What the audit says of each. */
const FOUND: Readonly<Record<ToyFault, RegExp>> = {
  'believes-silence': /got it more than once/,
  'mixes-places': /has the id of/,
  'forgets-the-tag': /came with the delivery tag “”, not “\S+”/,
  'finds-half': /was taken, and the record does not find that mail/,
};

it.each(TOY_FAULTS)('finds a mistake in a mailer: %s', fault => {
  const found = roundsOf(`test/prove/faulty/${fault}.ts`).flatMap(faultsOf);
  expect(found.filter(line => FOUND[fault].test(line))).not.toEqual([]);
});

it('says where kits are when there is none of that name', () => {
  expect(() => kitPlace('nobody')).toThrow(/scripts\/prove\/kits/);
  expect(() => kitPlace('test/prove')).toThrow(/the path of a module/);
});

it('says what a kit lacks that nothing opens a mailer of', async () => {
  const kit = { name: 'shut', start: () => Promise.reject(new Error('Nobody starts it.')) };
  await expect(openKitMailer(kit, { SHUT_URL: 'http://127.0.0.1:1' }, Date.now)).rejects.toThrow(
    /shut has no `open`.+MAIL_PROVIDER/,
  );
});

it('says a mistake once, and how often it is seen', () => {
  const twice = ['ann@example.net', 'bob@example.net', 'cy@example.net'].map(email => `${email} was lost`);
  expect(inShort([...twice, 'ann@example.net has no id'])).toEqual([
    'ann@example.net was lost (and 2 more like it)',
    'ann@example.net has no id',
  ]);
});

import { parseAddress } from '../../audience/address.ts';
import { type Newsroom, refused } from '../../newsroom/newsroom.ts';
import { type TestSendOutcome, type TestSendRequest, testSend } from '../../newsroom/test-send.ts';

/** How long a page waits for the mail API; what is left goes out with the next round, ms. */
const PATIENCE_MS = 5_000;

export interface TestForm {
  readonly to: 'self' | 'typed' | 'seed';
  /** As typed: with commas, semicolons, spaces or line breaks between. */
  readonly typed: string;
  readonly variant: NonNullable<TestSendRequest['variant']>;
  /** Null for the one it will go with. */
  readonly engine: NonNullable<TestSendRequest['engine']> | null;
}

/** Sends tests to the editor, to addresses typed, or to SEED_LIST. @param by the editor */
export async function sendTests(
  room: Newsroom,
  week: string,
  by: string,
  { to, typed, variant, engine }: TestForm,
): Promise<TestSendOutcome> {
  const wanted = to === 'self' ? [by] : to === 'seed' ? room.settings.SEED_LIST : typed.split(/[\s,;]+/u);
  const parsed = wanted.filter(Boolean).map(address => parseAddress(address));
  const [bad] = parsed.flatMap(address => (address.kind === 'bad' ? [address.reason] : []));
  if (bad !== undefined) return refused(`One address is wrong: ${bad}.`, 'Correct it, then send again.');
  if (parsed.length === 0) return refused('No address is given.', 'Write at least one.');
  return testSend(room, week, {
    to: parsed.flatMap(address => (address.kind === 'ok' ? [address.email] : [])),
    variant,
    ...(engine && { engine }),
    who: by,
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
}

import type { AlarmCap } from '../../audience/signup-caps.ts';
import { raiseCapAlarms } from '../../newsroom/cap-alarms.ts';
import type { Newsroom } from '../../newsroom/newsroom.ts';

const NAMES: Readonly<Record<AlarmCap, string>> = {
  flood: 'One network, without a proof of work',
  floodWide: 'Neighbouring networks, without a proof of work',
  proved: 'One network, with proofs of work',
  provedWide: 'Neighbouring networks, with proofs of work',
  domain: 'Confirmations to one domain',
  everyone: 'Everybody, at once',
  everyoneProved: 'Everybody, with proofs of work',
  everyonePatient: 'Everybody, without a proof of work',
};

/**
 * Tells editors and log when a cap that honest readers do not reach turns sign-ups away.
 * @returns the caps an alarm was raised for
 */
export function raiseSignupAlarms(room: Newsroom): Promise<readonly AlarmCap[]> {
  return raiseCapAlarms(room, { about: 'sign-ups', names: NAMES, isNamed: () => true });
}

import { raiseCapAlarms } from '../../newsroom/cap-alarms.ts';
import type { Newsroom } from '../../newsroom/newsroom.ts';
import { SIGN_IN_CAPS } from './sign-in-caps.ts';

const { network, networkWide, address } = SIGN_IN_CAPS;
/** An editor who asks a sixth time from their own desk is no news. */
const NAMES = {
  [network.cap]: 'One network',
  [networkWide.cap]: 'Neighbouring networks',
  [address.cap]: 'One address, from everywhere: its links come five minutes late',
} as const;

/** Tells editors and log that somebody asks for links beyond the caps. @returns the caps an alarm was raised for */
export function raiseSignInAlarms(room: Newsroom): Promise<readonly (keyof typeof NAMES)[]> {
  return raiseCapAlarms(room, {
    about: 'sign-ins',
    names: NAMES,
    // Of an address only a digest is kept.
    isNamed: cap => cap !== address.cap,
  });
}

import type { ReactElement } from 'react';
import type { PublicRoom } from '../../newsroom/public-room.ts';
import { printed } from '../../web/printed.tsx';
import { stamped } from './form-stamp.ts';

/** A page with the sign-up form on it, as it is served now. */
export function printedForm(room: PublicRoom, page: ReactElement): string {
  return stamped(printed(room.publication, page), room.keyring, room.now());
}

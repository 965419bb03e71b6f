import type { FrozenMail, LedMail } from '../delivery/freeze.ts';
import type { Issue } from '../issue/issue.ts';
import { armOfVariant } from '../issue/trial/trial-wish.ts';

/** The mails of an issue by the category of the pairing that leads each; further subjects of the same mail are left out. */
export function ledMails(
  { pick }: Pick<Issue, 'pick'>,
  mails: readonly Pick<FrozenMail, 'variant'>[],
): LedMail[] {
  return mails
    .filter(({ variant }) => armOfVariant(variant) === 0)
    .map(({ variant }) => ({ variant, category: pick.pairings[variant - 1]?.category ?? '' }));
}

import { printable } from '../../audience/visible-text.ts';
import { checkCatalogue } from '../../catalogue/catalogue.ts';
import type { Problem } from '../../catalogue/problem.ts';
import {
  addProposal,
  type CatalogueProposal,
  setProposalAside,
} from '../../storage/api/catalogue-proposals.ts';
import { recordActivity } from '../../storage/issue/activity.ts';
import { inTransaction } from '../../storage/transaction.ts';
import type { Newsroom } from '../newsroom.ts';

/** Characters of what is said about a proposal. */
export const LONGEST_NOTE = 1_000;

export type ProposeOutcome =
  | {
      readonly kind: 'proposed';
      readonly proposal: CatalogueProposal;
      readonly warnings: readonly Problem[];
    }
  | { readonly kind: 'invalid'; readonly problems: readonly Problem[] };

/**
 * Keeps a catalogue that a program would like to be in force, if it has no error. In force it is when an editor puts it where
 * CATALOGUE points: no key does that.
 * @param request.catalogue parsed JSON
 * @param request.who the program as the log names it
 */
export async function proposeCatalogue(
  room: Newsroom,
  request: { readonly catalogue: unknown; readonly note: string; readonly who: string },
): Promise<ProposeOutcome> {
  const checked = checkCatalogue(request.catalogue, 'body.catalogue');
  if (checked.kind === 'invalid') return { kind: 'invalid', problems: checked.problems };
  const { hash, tools } = checked.catalogue;
  const { who } = request;
  const note = printable(request.note.trim(), LONGEST_NOTE);
  const at = room.now();
  const body = `${JSON.stringify(request.catalogue, null, 2)}\n`;
  const proposal = await inTransaction(room.store, async trx => {
    const added = await addProposal(trx, { hash, body, note, at, by: who });
    const detail = `proposal ${added.id}, ${tools.length} tools`;
    await recordActivity(trx, { at, week: '', who, action: 'catalogue proposed', detail, contentHash: '' });
    return added;
  });
  return { kind: 'proposed', proposal, warnings: checked.warnings };
}

/** An editor is done with it, whether it was put into force or not. @returns false when that was so before */
export function setAside(room: Newsroom, id: number, by: string): Promise<boolean> {
  const at = room.now();
  return inTransaction(room.store, async trx => {
    if (!(await setProposalAside(trx, { id, by, at }))) return false;
    const action = 'catalogue proposal set aside';
    await recordActivity(trx, { at, week: '', who: by, action, detail: `proposal ${id}`, contentHash: '' });
    return true;
  });
}

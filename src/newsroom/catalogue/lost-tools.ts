import type { Catalogue } from '../../catalogue/tool.ts';

/**
 * Half a catalogue is whole to the checker: an export that broke off, a list of lines that was cut. One without any tool is
 * refused where there were some; one that lacks over half of them is taken, and the editors are told.
 */
export function lostTools(before: Catalogue, after: Catalogue): LostTools | null {
  const there = new Set(after.tools.map(({ slug }) => slug));
  const had = before.tools.length;
  const gone = before.tools.filter(({ slug }) => !there.has(slug)).length;
  if (had > 0 && there.size === 0) {
    return {
      kind: 'refused',
      reason: `What came has no tools at all; the catalogue in use has ${had}.`,
      fix: 'Look at what is served there: its export may be broken.',
    };
  }
  if (gone * 2 <= had) return null;
  return {
    kind: 'kept',
    reason: `The new catalogue lacks ${gone} of the ${had} tools that the one before had. It is in use.`,
    fix: 'If that is not meant, correct it at the source and pull again.',
  };
}

/** `kept`: worth a mail, and no reason to refuse it. */
export interface LostTools {
  readonly kind: 'refused' | 'kept';
  readonly reason: string;
  readonly fix: string;
}

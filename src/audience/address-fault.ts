import type { Words } from '../words/words.ts';

/** Why something is no address. */
export type AddressFault =
  | {
      readonly kind:
        | 'empty'
        | 'unreadable'
        | 'named'
        | 'several'
        | 'spaced'
        | 'no-at'
        | 'no-local'
        | 'quoted'
        | 'beyond-ascii'
        | 'no-domain'
        | 'ip'
        | 'odd-domain'
        | 'bad-domain'
        | 'no-dot'
        | 'no-ending'
        | 'misplaced';
    }
  | { readonly kind: 'long' | 'local-long'; readonly most: number }
  /** `code`: of the character, as `200B`; `before`: what it stands after, '' at the start. */
  | { readonly kind: 'invisible'; readonly code: string; readonly before: string };

/** The same as a sentence. */
export function addressFaultWords(fault: AddressFault, words: Words): string {
  switch (fault.kind) {
    case 'long':
    case 'local-long':
      return words.say(`address.${fault.kind}`, { most: fault.most });
    case 'invisible':
      return fault.before === ''
        ? words.say('address.invisible-first', { code: fault.code })
        : words.say('address.invisible', { code: fault.code, before: fault.before });
    default:
      return words.say(`address.${fault.kind}`);
  }
}

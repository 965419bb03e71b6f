/**
 * What a key may do. Each stands for itself: none holds another. There is none that approves an issue, lets a stopped one go on
 * or says what became of an uncertain batch; those take a person.
 */
export const SCOPES = ['read', 'subscribers', 'editorial', 'sending-control'] as const;
export type Scope = (typeof SCOPES)[number];

export const SCOPE_WORDS: Readonly<Record<Scope, string>> = {
  read: 'reads issues, ledgers, reports, votes and the catalogue; no address of a reader',
  subscribers: 'finds, adds, changes, unsubscribes, erases and exports readers; the suppression list',
  editorial: 'picks, words, swaps, test-sends and drafts; proposes catalogues',
  'sending-control': 'chooses when an issue goes; holds and stops it',
};

export function isScope(text: string): text is Scope {
  return (SCOPES as readonly string[]).includes(text);
}

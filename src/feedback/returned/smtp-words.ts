import { enhancedCode } from '../../delivery/mailers/blame.ts';

/** Replies of SMTP that say no; `host 5`, a date, a port or a part of an address of the internet is none. */
const REPLY = /(?<![\w.:/#-])([45][0-5]\d)(?:[ :-]+(?=\D|[45]\.)|$)/g;

/**
 * What the remote server itself said: from its first reply on, up to where another one begins. Before it stands what the
 * reporting server makes of it, and behind it what became of other commands. All words, where there is no reply in them.
 */
export function remoteWords(words: string): string {
  const [first, ...later] = words.matchAll(REPLY);
  if (!first) return words;
  const other = later.find(([, code]) => code !== first[1]);
  return words.slice(first.index, other?.index).trim();
}

/** The first reply that says no; '' for none. */
export function replyIn(words: string): string {
  return [...words.matchAll(REPLY)][0]?.[1] ?? '';
}

/** Without a reply code, as qmail and Exchange write it: `(#5.1.1)`; an address of the internet is none. */
const bareCode = /(?<![\d.])([45]\.\d{1,3}\.\d{1,3})(?!\d|\.\d)/;

/** The enhanced code (RFC 3463) in a server's words, '' for none. */
export function codeIn(words: string): string {
  return enhancedCode(words) || (bareCode.exec(words)?.[1] ?? '');
}

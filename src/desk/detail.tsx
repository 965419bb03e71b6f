/** What is known beyond one word, set back behind it; nothing for ''. */
export function Detail({ words }: { readonly words: string }) {
  return words === '' ? null : <span className="soft">{`: ${words}`}</span>;
}

/** The three ways to look at a mail. */
export const views = ['mail', 'text', 'source'] as const;

export type View = (typeof views)[number];

export function isView(word: string): word is View {
  return (views as readonly string[]).includes(word);
}

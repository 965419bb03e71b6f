import { NamedWords } from '../web/named-words.tsx';

/** What stood in a field, and the field's name in words. */
export type UnsavedWord = readonly [label: string, words: string];

/** What somebody typed for something that can no longer be changed: shown once more, so that it can be taken elsewhere. */
export function UnsavedWords({ words }: { readonly words: readonly UnsavedWord[] }) {
  const typed = words.filter(([, text]) => text.trim() !== '');
  if (typed.length === 0) return null;
  return (
    <section aria-labelledby="unsaved">
      <h2 id="unsaved">What you typed</h2>
      <p>It was not saved and is kept nowhere else: copy from here what you still need.</p>
      <NamedWords of={typed} wordsClass="quoted" />
    </section>
  );
}

import { Said } from '../../templates/said.tsx';
import { useWords } from '../web/use-words.ts';

/** `Zed vs Windsurf`, each name in its own writing direction. */
export function PairingName({ a, b }: { a: string; b: string }) {
  const name = (words: string) => <span dir="auto">{words}</span>;
  return <Said parts={useWords().parts('site.pairing', { a: name(a), b: name(b) })} />;
}

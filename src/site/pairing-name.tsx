/** `Zed vs Windsurf`, each name in its own writing direction. */
export function PairingName({ a, b }: { a: string; b: string }) {
  return (
    <>
      <span dir="auto">{a}</span>
      {' vs '}
      <span dir="auto">{b}</span>
    </>
  );
}

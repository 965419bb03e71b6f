import type { CheckLook } from './check-look.ts';

/** What an editor has in front of them when they press a button: an act on anything else is refused. */
export function Seen({ look }: { look: Pick<CheckLook, 'issue' | 'hash' | 'parts' | 'lines'> }) {
  return (
    <>
      <input type="hidden" name="revision" value={look.issue.revision} />
      <input type="hidden" name="hash" value={look.hash} />
      <input type="hidden" name="seen" value={JSON.stringify(look.parts)} />
      <input type="hidden" name="lines" value={look.lines} />
    </>
  );
}

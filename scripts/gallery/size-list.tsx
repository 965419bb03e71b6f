import type { MailEntry, ShownMail } from './shown-mail.ts';
import { grouped } from './words.ts';

/** Bytes: 60 KB of HTML keeps well clear of where Gmail clips, a letter has a fifth of it. */
const MOST = { issue: { html: 61_440, eml: 102_400 }, letter: { html: 12_288, eml: 102_400 } } as const;

export function SizeList({ kind, sizes }: { kind: MailEntry['kind']; sizes: ShownMail['sizes'] }) {
  return (
    <dl className="sizes">
      <Size name="HTML" bytes={sizes.html} most={MOST[kind].html} />
      <Size name="Plain text" bytes={sizes.text} />
      <Size name="Raw mail, as sent" bytes={sizes.eml} most={MOST[kind].eml} />
    </dl>
  );
}

function Size({
  name,
  bytes,
  most = Number.POSITIVE_INFINITY,
}: {
  name: string;
  bytes: number;
  most?: number;
}) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className={bytes > most ? 'over' : undefined}>
        {grouped(bytes)} <small>{Number.isFinite(most) ? `of ${grouped(most)} bytes` : 'bytes'}</small>
      </dd>
    </div>
  );
}

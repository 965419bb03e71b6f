import { GlanceTable } from '../../../templates/web/glance-table.tsx';
import { Seats } from '../../../templates/web/seats.tsx';
import { Sentence } from '../../../templates/web/sentence.tsx';
import type { PairingContent } from '../../issue/content.ts';

/** What speaks for a pairing: the panel, the prices side by side, and why the picker took it. */
export function Evidence({ of }: { of: PairingContent }) {
  return (
    <>
      <div className="evidence">
        <div>
          <Seats pairing={of} />
        </div>
        <GlanceTable pairing={of} />
      </div>
      <p>
        <b>Why this pair</b> <Sentence of={of.why} names={[of.a.name, of.b.name]} />
      </p>
    </>
  );
}

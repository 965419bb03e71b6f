import type { PairingContent } from '../../src/issue/content.ts';
import { space } from '../tokens.ts';
import { wording } from '../wording.ts';
import { Ballot } from './ballot.tsx';
import { GlanceTable } from './glance-table.tsx';
import { InkLink, tap } from './link.tsx';
import { Name } from './name.tsx';
import { DemoRemark } from './notes.tsx';
import { Seats } from './seats.tsx';
import { Rule } from './section-head.tsx';
import { Sides } from './sides.tsx';
import { sans } from './text-style.ts';
import { Verdict } from './verdict.tsx';

export interface PairingProps {
  readonly pairing: PairingContent;
  /** The reader's ballot. */
  readonly vote: string;
}

/** The first pairing, in full. */
export function LeadPairing({ pairing, vote, sample }: PairingProps & { readonly sample: boolean }) {
  return (
    <>
      <Verdict pairing={pairing} leads />
      <GlanceTable pairing={pairing} leads />
      {sample ? <DemoRemark /> : null}
      <Sides pairing={pairing} />
      <Seats pairing={pairing} />
      <Ballot pairing={pairing} vote={vote} />
      <p style={sans('small', { marginTop: space.one })}>
        <InkLink href={pairing.compareUrl} style={tap}>
          {wording.scorecard}
        </InkLink>
      </p>
    </>
  );
}

/** The second and third: the same reasons, without the drawing of the panel and the ballot. */
export function ShortPairing({ pairing, vote }: PairingProps) {
  return (
    <>
      <Rule />
      <Verdict pairing={pairing} leads={false} />
      <GlanceTable pairing={pairing} leads={false} />
      <Sides pairing={pairing} />
      <p style={sans('small', { marginTop: space.one })}>
        <InkLink href={vote} style={{ ...tap, fontWeight: 'bold' }}>
          {'Vote: '}
          <Name of={pairing.a.name} /> or <Name of={pairing.b.name} />?
        </InkLink>
        <br />
        <InkLink href={pairing.compareUrl} style={tap}>
          {`${wording.quotes} `}
          <Name of={pairing.a.name} /> vs <Name of={pairing.b.name} />
        </InkLink>
      </p>
    </>
  );
}

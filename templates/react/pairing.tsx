import type { PairingContent } from '../../src/issue/content.ts';
import { space } from '../tokens.ts';
import { wording } from '../wording.ts';
import { Ballot } from './ballot.tsx';
import { GlanceTable } from './glance-table.tsx';
import { InkLink } from './link.tsx';
import { Name } from './name.tsx';
import { PullQuotes } from './pull-quotes.tsx';
import { Seats } from './seats.tsx';
import { Rule } from './section-head.tsx';
import { sans } from './text-style.ts';
import { Picks, Verdict } from './verdict.tsx';

export interface PairingProps {
  readonly pairing: PairingContent;
  /** The reader's ballot. */
  readonly vote: string;
}

/** The first pairing, in full. */
export function LeadPairing({ pairing, vote }: PairingProps) {
  return (
    <>
      <Verdict pairing={pairing} leads />
      <Picks pairing={pairing} />
      <GlanceTable pairing={pairing} />
      <Seats pairing={pairing} />
      <PullQuotes pairing={pairing} />
      <Ballot pairing={pairing} vote={vote} />
      <p style={sans('small', { marginTop: space.two })}>
        <InkLink href={pairing.compareUrl}>{wording.leadScorecard}</InkLink>
      </p>
    </>
  );
}

/** The second and third: the same facts, without quotes and ballot. */
export function ShortPairing({ pairing, vote }: PairingProps) {
  return (
    <>
      <Rule />
      <Verdict pairing={pairing} leads={false} />
      <GlanceTable pairing={pairing} />
      <Seats pairing={pairing} />
      <p style={sans('small', { marginTop: space.two })}>
        <InkLink href={vote} style={{ fontWeight: 'bold' }}>
          {'Vote: '}
          <Name of={pairing.a.name} /> or <Name of={pairing.b.name} />?
        </InkLink>
        <br />
        <InkLink href={pairing.compareUrl}>
          {`${wording.scorecard}: `}
          <Name of={pairing.a.name} /> vs <Name of={pairing.b.name} />
        </InkLink>
      </p>
    </>
  );
}

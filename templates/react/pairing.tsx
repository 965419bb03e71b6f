import type { ReactNode } from 'react';
import type { MailPairing } from '../mail-issue.ts';
import { whysOf } from '../sides.ts';
import { space } from '../tokens.ts';
import { useStyle } from '../use-style.ts';
import { Ballot } from './ballot.tsx';
import { GlanceTable } from './glance-table.tsx';
import { InkLink, tap } from './link.tsx';
import { Name } from './name.tsx';
import { PricesChecked } from './notes.tsx';
import { Seats } from './seats.tsx';
import { Rule } from './section-head.tsx';
import { Sides } from './sides.tsx';
import { Verdict } from './verdict.tsx';
import { Whys } from './whys.tsx';

export interface PairingProps {
  readonly pairing: MailPairing;
  /** The reader's ballot. */
  readonly vote: string;
}

/** The first pairing, in full. `children` is small print about the whole issue. */
export function LeadPairing({ pairing, vote, children }: PairingProps & { readonly children: ReactNode }) {
  const { wording, sans } = useStyle();
  return (
    <>
      <Comparison pairing={pairing} leads />
      {children}
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
  const { wording, sans } = useStyle();
  return (
    <>
      <Rule />
      <Comparison pairing={pairing} leads={false} />
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

/** Which and why, then the figures and the rest: small print comes last. */
function Comparison({ pairing, leads }: { pairing: MailPairing; leads: boolean }) {
  const { before, after } = whysOf(pairing);
  return (
    <>
      <Verdict pairing={pairing} leads={leads} />
      <Whys of={before} />
      <GlanceTable pairing={pairing} />
      <Whys of={after} />
      <Sides pairing={pairing} />
      <PricesChecked pairing={pairing} />
    </>
  );
}

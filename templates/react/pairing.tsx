import type { ReactNode } from 'react';
import type { MailPairing } from '../mail-issue.ts';
import { Said } from '../said.tsx';
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
  const { words, sans } = useStyle();
  return (
    <>
      <Comparison pairing={pairing} leads />
      {children}
      <Seats pairing={pairing} />
      <Ballot pairing={pairing} vote={vote} />
      <p style={sans('small', { marginTop: space.one })}>
        <InkLink href={pairing.compareUrl} style={tap}>
          {words.say('mail.scorecard')}
        </InkLink>
      </p>
    </>
  );
}

/** The second and third: the same reasons, without the drawing of the panel and the ballot. */
export function ShortPairing({ pairing, vote }: PairingProps) {
  const { words, sans } = useStyle();
  const names = { a: <Name of={pairing.a.name} />, b: <Name of={pairing.b.name} /> };
  return (
    <>
      <Rule />
      <Comparison pairing={pairing} leads={false} />
      <p style={sans('small', { marginTop: space.one })}>
        <InkLink href={vote} style={{ ...tap, fontWeight: 'bold' }}>
          <Said parts={words.parts('mail.vote-between', names)} />
        </InkLink>
        <br />
        <InkLink href={pairing.compareUrl} style={tap}>
          <Said parts={words.parts('mail.quotes', names)} />
        </InkLink>
      </p>
    </>
  );
}

/** Which and why, then the figures and the rest: small print comes last. */
function Comparison({ pairing, leads }: { pairing: MailPairing; leads: boolean }) {
  const { before, after } = whysOf(pairing, useStyle().words);
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

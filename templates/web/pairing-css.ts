import { compactCss } from '../compact-css.ts';
import { space, type } from '../tokens.ts';
import { seatsCss } from './seats.tsx';
import { set } from './sheet-css.ts';

const small = `font-family:var(--sans);color:var(--soft);${set('label')}`;

/**
 * How one pairing is set on a page: the figures beside the drawing of the panel, then the quotes in two columns that
 * face each other across a hairline. Why: docs/decisions/022.
 */
export const pairingCss = compactCss(`
  .kicker{${small}}
  .kicker b{color:var(--ink)}
  .pairing>header>h1,.pairing>header>h2{margin-top:${space.one}px}
  .picks{margin-top:${space.two}px;max-width:62ch;text-wrap:pretty}
  .summary{display:grid;grid-template-columns:1fr 376px;gap:${space.four}px ${space.six}px;margin-top:${space.four}px}
  .glance{width:100%;align-self:start;border-collapse:collapse;font-family:var(--sans);font-variant-numeric:tabular-nums;
    ${set('small')}}
  .glance caption{text-align:start;${small}}
  .glance td,.glance th{width:38%;text-align:start;vertical-align:top;padding:${space.one}px 0;padding-inline-start:${space.two}px;
    border-bottom:1px solid var(--rule)}
  .glance thead td,.glance thead th{vertical-align:bottom;border-bottom-color:var(--ink);font-family:var(--serif);
    ${set('body')}}
  .glance tbody th{font-weight:400;color:var(--soft);font-size:${type.label.size}px}
  .glance thead td,.glance tbody th{width:24%;padding-inline-start:0}
  .glance small{display:block;font-weight:400;${small}}
  .glance thead small{font-family:var(--serif);font-style:italic}
  .glance .figure{display:block;${set('figure')}}
  b.ship{color:var(--ship)}
  b.skip{color:var(--skip)}
  .panel figcaption,.panel p{${small}}
  .panel .seats{margin:${space.one}px 0}
  .profiles,.chairs{display:grid;grid-template-columns:1fr 1fr}
  .profiles{margin-top:${space.five}px}
  .profiles>*,.chairs>*{padding:0;padding-inline-end:${space.four}px}
  .profiles>:last-child,.chairs>:last-child{padding:0;padding-inline-start:${space.four}px;border-inline-start:1px solid var(--rule)}
  .profile h2,.profile h3{font-weight:700;margin:0;${set('body')}}
  .profile p{margin-top:${space.one}px}
  .profile .note{font-style:italic;color:var(--soft);${set('small')}}
  .profile .tagline{font-style:italic}
  .profile .tagline::first-letter{text-transform:uppercase}
  .profile .source{font-family:var(--sans);${set('small')}}
  .scorecard{margin-top:${space.five}px;border-top:1px solid var(--ink)}
  .chairs{border-bottom:1px solid var(--rule)}
  .chairs>.chair{padding-top:${space.three}px;padding-bottom:${space.three}px}
  .chair figcaption{display:flex;gap:12px;justify-content:space-between;align-items:flex-start;font-family:var(--sans);
    ${set('small')}}
  .chairs>:last-child figcaption{flex-direction:row-reverse;justify-content:flex-end}
  .chair blockquote p+p{margin-top:${space.one}px}
  .chair blockquote{margin-top:${space.one}px;text-wrap:pretty}
  .mark{box-sizing:border-box;min-width:56px;text-align:center;border:1px solid;border-radius:12px 2px 2px 12px;
    font-size:${type.label.size}px;line-height:22px}
  .chairs>:last-child .mark{border-radius:2px 12px 12px 2px}
  .mark.ship{background:var(--ship);border-color:var(--ship);color:var(--on-fill)}
  .mark.skip{font-weight:400;color:var(--skip)}
  .why{margin-top:${space.three}px;max-width:62ch}
  .why b{font-family:var(--sans);font-size:${type.label.size}px}
  @media (max-width:880px){
    .summary{grid-template-columns:1fr}
  }
  @media (max-width:640px){
    .glance td,.glance th{padding-inline-start:${space.one}px}
    .profiles,.chairs{grid-template-columns:1fr}
    .profiles>*,.chairs>*,.profiles>:last-child,.chairs>:last-child{padding-inline:0;border-inline-start:0}
    .profiles{gap:${space.three}px}
    .chairs>.chair:last-child{padding-top:0}
    .chairs>:first-child figcaption{flex-direction:row-reverse;justify-content:flex-end}
    .no-chair{display:none}
    .no-chair+.chair:last-child{padding-top:${space.three}px}
  }
  @media (max-width:340px){
    .glance td,.glance th{padding-inline-start:${space.half}px}
    .glance thead th{overflow-wrap:anywhere}
    .glance thead td,.glance tbody th{padding-inline-start:0}
  }
  @media print{
    .chair,.panel,.glance,.profile{break-inside:avoid}
    .pairing+.pairing{break-before:page}
    .seats path,.mark{print-color-adjust:exact;-webkit-print-color-adjust:exact}
  }
  ${seatsCss}
`);

import type { Look } from '../../src/publication/look.ts';
import { compactCss } from '../compact-css.ts';
import { space } from '../tokens.ts';
import { pairingCss } from './pairing-css.ts';
import { paletteCss } from './palette-css.ts';
import { set, sheetCss } from './sheet-css.ts';

export const issuePageCss = (look: Look): string =>
  [
    paletteCss(look),
    sheetCss,
    pairingCss,
    compactCss(`
    .notes p{margin-top:${space.two}px;font-family:var(--sans);color:var(--soft);${set('label')}}
    .notes .intro{margin-top:${space.three}px;max-width:62ch;font-family:var(--serif);font-style:italic;color:var(--ink);
      ${set('body')}}
    .notes ul.intro,.notes ol.intro{margin-bottom:0;padding-inline-start:${space.three}px}
    .intro em{font-style:normal}
    .pairing,.last-week{padding-top:${space.six}px}
    .pairing+.pairing,.last-week{margin-top:64px;border-top:1px solid var(--rule)}
    .last-week h2{font-family:var(--sans);font-weight:700;${set('label')}}
    .last-week p{margin-top:${space.one}px}
    .page-foot{margin-top:64px;padding:${space.four}px 0 ${space.six}px;border-top:4px solid var(--ink)}
    .page-foot .button{margin-top:${space.two}px}
    .page-foot .small-print{margin-top:${space.four}px}
  `),
  ].join('');

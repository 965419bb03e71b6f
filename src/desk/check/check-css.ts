import { space } from '../../../templates/tokens.ts';
import { face } from '../../web/face.ts';

const label = face('label', 'sans');
const small = face('small', 'sans');

/** Checking and approving: the findings as a list with a margin for ticks, beside it what else can be done. */
export const checkCss = `
.desk .checking{display:grid;grid-template-columns:minmax(0,1fr) 344px;gap:0 ${space.five}px;align-items:start}
.desk .checking>section,.desk .checking>div>section{border-top:0;padding-top:0}
.desk .checking h2{margin:0 0 ${space.one}px}
.desk .checking .block{margin-bottom:${space.four}px}
.desk .checking .margin .block+.block{border-top:1px solid var(--rule);padding-top:${space.two}px}
.desk .checking .outcome{margin:0 0 ${space.two}px;font:${face('title', 'serif')};text-wrap:balance}
.desk .checking .outcome.stands{color:var(--skip)}
.desk .findings{margin:0 0 ${space.three}px;padding:0;list-style:none;border-top:1px solid var(--ink)}
.desk .findings li{display:grid;grid-template-columns:32px minmax(0,1fr);margin:0;border-bottom:1px solid var(--rule);padding:12px 0}
.desk .findings .sign{color:var(--skip);font-weight:bold;line-height:24px}
.desk .findings input{width:24px;height:24px;min-height:0;margin:0;accent-color:var(--ink)}
.desk .findings label{cursor:pointer}
.desk .findings p{margin:0;overflow-wrap:anywhere}
.desk .findings .place{margin-top:${space.half}px;color:var(--soft);font:${label}}
.desk .findings .place a{color:var(--ink);padding:5px 0;display:inline-block}
.desk .checking .count{margin:0;font:bold ${face('headline', 'serif')};font-variant-numeric:tabular-nums}
.desk .findings .not-ticked{white-space:nowrap}
.desk .checking .large,.desk .findings .not-ticked{color:var(--skip);font-weight:bold}
.desk .checking .above{margin-bottom:${space.two}px}
.desk .checking .above label,.desk .checking legend{display:block;margin:0 0 ${space.half}px;padding:0;font:bold ${small}}
.desk .checking fieldset{margin:0 0 ${space.two}px;border:0;padding:0}
.desk .checking .choice{display:flex;align-items:center;gap:${space.one}px;min-height:32px;cursor:pointer}
.desk .checking .choice input{flex:none;width:20px;height:20px;min-height:0;margin:0;accent-color:var(--ink)}
.desk .checking .pair{display:grid;grid-template-columns:1fr 1fr;gap:${space.one}px;margin-bottom:${space.two}px}
.desk .checking .pair .above{margin:0}
.desk .checking select{font:15px/24px var(--sans);padding:${space.one}px}
.desk .checking .soft{margin-top:${space.one}px;color:var(--soft);font:${label}}
.desk .checking input[type=date],.desk .checking input[type=time]{font:15px/24px var(--sans)}
.desk .checking textarea{min-height:64px;font:15px/24px var(--sans);margin-bottom:${space.two}px}
.desk .test-mails{margin:0;padding:0;list-style:none;font:${label}}
.desk .test-mails li{border-top:1px solid var(--rule);padding:${space.one}px 0;overflow-wrap:anywhere}
.desk .since-then{margin:0 0 ${space.three}px;padding-left:${space.three}px}
.desk .by-programs th{overflow-wrap:anywhere}
.desk .by-programs td{overflow-wrap:anywhere;white-space:pre-line}
.desk .by-programs del{color:var(--skip);text-decoration:line-through}
.desk .by-programs ins{color:var(--ship);text-decoration:underline;text-underline-offset:3px}
.desk .by-programs .by{display:block;margin-top:${space.half}px;font:${label}}
@media(min-width:641px){
.desk .by-programs th{width:24%;min-width:112px}
.desk .by-programs td{width:38%;min-width:140px}
}
@media(max-width:900px){
.desk .checking{grid-template-columns:minmax(0,1fr)}
.desk .checking .margin .block{border-top:1px solid var(--rule);padding-top:${space.two}px}
}
@media(max-width:480px){.desk .checking .count{font-size:28px;line-height:32px}}
`;

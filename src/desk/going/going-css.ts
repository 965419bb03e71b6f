import { space } from '../../../templates/tokens.ts';
import { codeFace, face } from '../../web/face.ts';

const small = face('small', 'sans');
const label = face('label', 'sans');

/** "Going out": numbers in a column, one bar, and nothing that moves. */
export const goingCss = `
.desk .how-it-stands{margin:0 0 ${space.two}px;font:${face('title', 'serif')};text-wrap:balance;overflow-wrap:anywhere}
.desk .how-it-stands.stopped,.desk .how-it-stands.aborted{color:var(--skip)}
.desk .far{margin:0 0 ${space.one}px;font:${face('body', 'serif')};font-variant-numeric:tabular-nums}
.desk .numbers progress{display:block;appearance:none;width:100%;height:4px;margin:0 0 ${space.one}px;border:0;background:var(--rule);color:var(--ink)}
.desk .numbers progress::-webkit-progress-bar{background:var(--rule)}
.desk .numbers progress::-webkit-progress-value{background:var(--ink)}
.desk .numbers progress::-moz-progress-bar{background:var(--ink)}
.desk .reckoning{max-width:720px}
.desk .reckoning tfoot th,.desk .reckoning tfoot td{border-top:1px solid var(--ink);font-weight:bold}
.desk .reckoning tfoot .soft{font-weight:normal}
.desk .reckoning .grave-line .number{font-weight:bold;color:var(--skip)}
.desk .part-of>h2:first-child{margin-top:0}
.desk .ledger-and-steer{display:grid;grid-template-columns:minmax(0,1fr);gap:0 ${space.five}px}
.desk .steer h2{margin:${space.one}px 0}
@media(min-width:900px){.desk .ledger-and-steer:has(.steer){grid-template-columns:minmax(0,1fr) 288px}.desk .steer{order:2}.desk .steer h2{margin-top:${space.four}px}.desk .steer .button{width:100%}}
.desk .steer form{margin-bottom:${space.two}px}
.desk .stop-means ul,.desk .remedies{margin:0 0 ${space.two}px;padding-left:${space.three}px;max-width:72ch}
.desk .find{max-width:720px;margin-bottom:${space.two}px}
.desk .find label,.desk .mend label,.desk .telling label{display:block;margin:${space.two}px 0 ${space.half}px;font:bold ${small}}
.desk .find .line,.desk .mend .line{display:flex;flex-wrap:wrap;gap:${space.one}px}
.desk .find input,.desk .mend input{flex:1 1 240px;width:auto}
.desk .find select{flex:0 1 auto;width:auto}
.desk .mend{max-width:720px;padding:0 0 ${space.two}px;border-bottom:1px solid var(--rule)}
.desk .mend p{margin:0}
.desk .telling p:last-child{margin-top:${space.three}px}
.desk .amiss{color:var(--skip);font-weight:bold}
.desk .told-apart{font-weight:bold}
.desk .report .minor th{padding-left:${space.three}px}
.desk .report .soft:not(td){display:block;font:${label}}
.desk .courses{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,320px),1fr));gap:0 ${space.four}px}
.desk .courses h4{margin:0 0 ${space.half}px;font:bold ${small};overflow-wrap:anywhere}
@media(min-width:641px){.desk .recipients{min-width:720px}}
@media(max-width:640px){.desk .rows .why{grid-column:1/-1}}
.desk .recipients .why,.desk .rows .why{max-width:40ch;overflow-wrap:anywhere}
.desk .either-or{display:grid;grid-template-columns:repeat(auto-fit,minmax(260px,1fr));gap:${space.three}px ${space.four}px;margin:${space.three}px 0;max-width:880px}
.desk .either-or form{border-top:1px solid var(--rule)}
.desk .mail-frame{display:block;width:100%;max-width:720px;height:640px;border:1px solid var(--rule);background:var(--paper);margin-bottom:${space.two}px}
.desk .plain-text{white-space:pre-wrap;overflow-wrap:anywhere;font:${codeFace}}
.desk .tick{display:inline-flex;gap:${space.one}px;align-items:center;min-height:44px}
.desk .tick input{width:24px;height:24px;min-height:0;accent-color:var(--ink)}
.desk .which-subject{margin:0 0 ${space.two}px;padding:0;border:0;display:grid}
.desk .which-subject legend{padding:0;font:bold ${small}}
.desk .return{margin-top:${space.two}px}
.desk .return a{display:inline-block;padding:${space.one}px 0}
`;

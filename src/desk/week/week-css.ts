import { space } from '../../../templates/tokens.ts';
import { face } from '../../web/face.ts';

const label = face('label', 'sans');
const small = face('small', 'sans');

/** The content tab. Everything stands below `.desk`. */
export const weekCss = `
.desk .pairing-block{padding:${space.three}px 0 ${space.five}px}
.desk .pairing-block+.pairing-block{border-top:1px solid var(--ink)}
.desk .pairing-block h3{margin:0;font:bold ${face('title', 'serif')}}
.desk .pairing-block .place{color:var(--soft);font-weight:normal;margin-right:${space.half}px}
.desk .pairing-block>.soft{margin:${space.half}px 0 ${space.one}px;font-variant-numeric:tabular-nums}
.desk .said{margin:0 0 ${space.two}px;font:${face('title', 'serif')};text-wrap:pretty}
.desk .evidence{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:0 ${space.five}px;align-items:start}
.desk .evidence .seats{margin:${space.one}px 0 ${space.two}px}
.desk .evidence .glance{margin:0 0 ${space.two}px}
.desk .terms{max-width:640px}
.desk .terms .sum{border-top:1px solid var(--ink);border-bottom:0;font-weight:bold}
.desk .terms .sum th{font-weight:bold}
.desk .terms .worse{color:var(--skip)}
.desk .next{max-width:800px}
.desk .words{margin:0 0 ${space.four}px}
.desk .words .acts .hint{margin:0}
.desk .words>.word,.desk .words fieldset,.desk .subjects{max-width:800px}
.desk .words .word{margin:${space.two}px 0 ${space.three}px}
.desk .words .word label,.desk .act-line label{display:block;margin-bottom:${space.half}px;font:bold ${small}}
.desk .pulls{display:grid;grid-template-columns:1fr 1fr;gap:0 ${space.three}px}
.desk .words .pulls .word{margin-top:0}
.desk .words .word .hint{margin:${space.half}px 0 0}
.desk .words .word textarea[rows="2"]{min-height:72px}
.desk .words .yours{display:flex;flex-wrap:wrap;align-items:center;gap:${space.half}px ${space.two}px;margin:${space.one}px 0 0}
.desk .words .yours[hidden]{display:none}
.desk .words .yours>span{flex:1 1 260px}
.desk .words .saved{flex:1 1 260px;color:var(--soft)}
.desk .words .saved.wrong{color:var(--skip)}
.desk .words .save-line{position:sticky;top:0;z-index:1;margin:0;padding:${space.one}px 0;background:var(--paper)}
.desk .words input,.desk .words textarea,.desk .words button{scroll-margin-top:120px}
.desk .aside-words{margin:${space.four}px 0 0;border-top:4px solid var(--ink);max-width:800px}
.desk .aside-words h2{margin-top:${space.two}px}
.desk .aside-words ul{margin:0;padding:0;list-style:none}
.desk .aside-words li{padding:${space.one}px 0 ${space.two}px;border-bottom:1px solid var(--rule)}
.desk .aside-words p{margin:0 0 ${space.half}px}
.desk .aside-note{margin:0 0 ${space.two}px;padding-left:${space.two}px;border-left:4px solid var(--ink)}
.desk .over{color:var(--skip);font-weight:bold}
.desk .contested input,.desk .contested textarea{border-color:var(--skip);border-width:2px}
.desk .stored{margin:${space.half}px 0 0;padding-left:${space.two}px;border-left:4px solid var(--skip)}
.desk .words fieldset{margin:${space.four}px 0 0;padding:0;border:0;border-top:1px solid var(--rule);min-width:0}
.desk .words legend{padding:${space.two}px ${space.two}px ${space.one}px 0;font:bold ${face('body', 'serif')};float:left;width:100%}
.desk .words legend+*{clear:both}
.desk .words .subjects{margin:0 0 ${space.three}px;border-top:0}
.desk .words .subjects legend{padding:0;color:var(--soft);font:${label}}
.desk .subjects ul{margin:0;padding:0;list-style:none}
.desk .subjects li{display:flex;flex-wrap:wrap;align-items:center;gap:${space.half}px ${space.two}px;padding:${space.one}px 0;border-bottom:1px solid var(--rule)}
.desk .subjects .subject-line{flex:0 1 340px;font-weight:bold}
.desk .subjects .subject-line+.soft{flex:1 1 260px}
.desk .subjects .button{margin-left:auto}
.desk .subjects .subject-line~.soft:last-child{margin-left:auto;flex:none}
.desk .trial{max-width:800px;margin:0 0 ${space.three}px;border-top:1px solid var(--rule);border-bottom:1px solid var(--rule)}
.desk .trial summary{padding:${space.two}px 0;font:bold ${small};cursor:pointer}
.desk .trial-terms{display:grid;grid-template-columns:1fr 1fr;gap:0 ${space.three}px;max-width:560px}
.desk .act-line{display:flex;flex-wrap:wrap;align-items:end;gap:${space.one}px ${space.two}px;margin:0 0 ${space.two}px;max-width:800px}
.desk .act-line .asked{flex:1 1 240px;min-width:0}
.desk .bans{margin:0 0 ${space.two}px;padding:0;list-style:none;max-width:800px}
.desk .bans li{display:flex;flex-wrap:wrap;justify-content:space-between;align-items:center;gap:${space.one}px;padding:${space.half}px 0;border-bottom:1px solid var(--rule)}
.desk .picking{border-top:4px solid var(--ink)}
.desk .picking h2{margin-top:${space.two}px}
.desk .thin,.desk .broken{border-left:4px solid var(--ink);padding-left:${space.two}px;margin:${space.two}px 0}
.desk .broken{border-color:var(--skip);color:var(--skip)}
.desk .broken ul{margin:0 0 ${space.two}px;padding-left:${space.three}px}
.desk .thin p:last-child,.desk .broken p{margin-bottom:${space.half}px}
.desk .others{margin:0 0 ${space.three}px;padding:0 0 0 ${space.two}px;border-left:4px solid var(--skip);list-style:none;overflow-wrap:anywhere}
.desk .others li{padding:${space.half}px 0}
.desk .problems{overflow-x:auto;font:14px/22px ui-monospace,Menlo,Consolas,monospace;white-space:pre-wrap;overflow-wrap:anywhere}
.desk .as-sent .intro:last-child{margin-bottom:0}
@media(max-width:880px){.desk .evidence{grid-template-columns:minmax(0,1fr)}.desk .pulls,.desk .trial-terms{grid-template-columns:minmax(0,1fr)}}
@media(max-width:480px){.desk .pairing-block h3,.desk .said{font-size:20px;line-height:28px}}
`;

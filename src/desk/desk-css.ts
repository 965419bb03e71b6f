import { space } from '../../templates/tokens.ts';
import { codeFace, face } from '../web/face.ts';

const label = face('label', 'sans');
const small = face('small', 'sans');

/**
 * What every page of the desk shares: the head of an issue, tables, facts, forms in a line. Everything stands below
 * `.desk`.
 */
export const deskCss = `
.door{margin:${space.three}px 0 ${space.four}px}
.door label{display:block;margin-bottom:${space.half}px;font:bold ${small}}
.door .line{display:grid;grid-template-columns:1fr auto;gap:${space.one}px}
.desk{font:${small}}
.desk p{max-width:72ch}
.desk h2{margin:${space.four}px 0 ${space.one}px;font:bold ${face('body', 'serif')}}
.desk h3{margin:${space.two}px 0 ${space.half}px;font:bold ${small}}
.desk .issue-head h1{margin:${space.four}px 0 ${space.half}px}
.desk .strip{display:grid;grid-template-columns:minmax(0,1fr) auto;align-items:center;gap:${space.half}px ${space.four}px;margin:${space.two}px 0 0;padding:${space.two}px 0;border-top:4px solid var(--ink)}
.desk .strip .standing{margin:0;font:${face('title', 'serif')}}
.desk .strip :is(.standing,.means){grid-column:1}
.desk .strip .state::first-letter{text-transform:uppercase}
.desk .strip .state{display:inline-block}
.desk .strip .means p{margin:0;text-wrap:pretty}
.desk .when>span{white-space:nowrap}
.desk .strip .act{grid-column:2;grid-row:1/span 2}
.desk a.button{display:inline-flex;align-items:center;text-decoration:none}
.desk .strip .reason{margin:${space.half}px 0 0;color:var(--skip)}
.desk .issue-head .tabs{margin-top:0}
.desk .state{font-weight:bold}
.desk .state.held,.desk .state.stopped,.desk .state.aborted{color:var(--skip)}
.desk .state.approved,.desk .state.sending,.desk .state.sent{color:var(--ship)}
.desk .tabs{display:flex;flex-wrap:wrap;gap:0 ${space.three}px;margin:${space.two}px 0 ${space.three}px;padding:0;list-style:none;border-bottom:1px solid var(--rule)}
.desk .tabs a{display:block;padding:10px 0 8px;border-bottom:2px solid transparent;text-decoration:none}
.desk .tabs a:hover{border-color:var(--rule)}
.desk .tabs a[aria-current]{border-color:var(--ink);font-weight:bold}
.desk .scroll{border:0;padding:0;overflow-x:auto;margin:0 0 ${space.three}px}
.desk .rows{width:100%;border-collapse:collapse;font-variant-numeric:tabular-nums}
.desk .rows caption{text-align:left;padding-bottom:${space.one}px;color:var(--soft);font:${label}}
.desk .rows th{text-align:left;padding:${space.one}px ${space.two}px ${space.one}px 0;vertical-align:top;font-weight:normal}
.desk .rows thead th{border-bottom:1px solid var(--ink);color:var(--soft);font:${label}}
.desk .rows td{padding:${space.one}px ${space.two}px ${space.one}px 0;vertical-align:top}
.desk .rows tbody tr{border-bottom:1px solid var(--rule)}
.desk .rows .number{text-align:right;padding-right:${space.three}px}
.desk .rows td.number{white-space:nowrap}
.desk .rows time{white-space:nowrap}
.desk .who{overflow-wrap:anywhere}
.desk .program{padding:0 ${space.half}px;border:1px solid var(--soft);color:var(--soft);font:${label}}
.desk .rows th.who{min-width:208px}
.desk .rows td.who{min-width:192px}
.desk .rows .whole{white-space:nowrap}
.desk .rows .many-words{min-width:224px}
.desk code{font:${codeFace}}
.desk .field{max-width:640px}
.desk .plain-field{max-width:560px;margin:0 0 ${space.two}px}
.desk .plain-field label{display:block;margin:0 0 ${space.half}px;font:bold ${small}}
.desk .plain-field .hint{margin:0 0 ${space.half}px}
.desk .plain-field input[type=file]{border:1px solid var(--soft);padding:${space.one}px}
.desk .seek{display:grid;grid-template-columns:1fr auto;gap:${space.half}px 0;max-width:560px;margin:0 0 ${space.three}px}
.desk .seek label{grid-column:1/-1;font:bold ${small}}
.desk .seek input{border-color:var(--ink);border-right:0}
.desk textarea{display:block;width:100%;border:1px solid var(--soft);border-radius:0;background:transparent;color:var(--ink);font:17px/24px var(--sans);padding:${space.one}px 12px;min-height:96px;resize:vertical}
.desk input[type=radio]{flex:none;width:20px;min-height:0;height:20px;margin:0;accent-color:var(--ink)}
.desk summary{display:inline-block;padding:10px 0;cursor:pointer;text-decoration:underline;text-underline-offset:3px}
.desk .acts{gap:${space.one}px ${space.two}px;margin:${space.two}px 0}
.desk .button.small{min-height:36px;padding:${space.half}px 12px;font-weight:normal}
.desk [aria-invalid]{border-color:var(--skip)}
.desk .fault{margin:${space.half}px 0 0;color:var(--skip);font-weight:bold}
.desk .grave-word{color:var(--skip);font-weight:bold}
.desk .facts{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:0;margin:0 0 ${space.three}px;max-width:800px}
.desk .facts dt{padding-right:${space.four}px;color:var(--soft)}
.desk .facts dt,.desk .facts dd{margin:0;padding-top:${space.one}px;padding-bottom:${space.one}px;border-bottom:1px solid var(--rule);overflow-wrap:anywhere}
.desk .facts dd{font-variant-numeric:tabular-nums}
.desk .as-sent{margin:0;max-width:800px}
.desk .as-sent>div{display:grid;grid-template-columns:minmax(120px,200px) minmax(0,1fr);gap:0 ${space.two}px;padding:${space.one}px 0;border-top:1px solid var(--rule)}
.desk .as-sent dt{color:var(--soft);overflow-wrap:anywhere}
.desk .as-sent dd{margin:0;overflow-wrap:anywhere}
.desk .quoted{white-space:pre-line}
.desk .inline{display:inline-flex;flex-wrap:wrap;align-items:center;gap:${space.one}px}
@media(max-width:640px){
.desk .folds,.desk .folds tbody{display:block;min-width:0}
.desk .folds thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.desk .folds tr{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:0 ${space.two}px;padding:${space.one}px 0}
.desk .folds tr:first-child{border-top:1px solid var(--ink)}
.desk .rows.folds :is(th,td){display:block;min-width:0;max-width:none;padding:${space.half}px 0;text-align:left}
.desk .folds :is(th,.many-words,.who){grid-column:1/-1}
.desk .folds [data-head]::before{content:attr(data-head);display:block;color:var(--soft);font:${label}}
.desk .strip{grid-template-columns:minmax(0,1fr)}
.desk .strip .act{grid-column:1;grid-row:auto;margin-top:${space.one}px}
}
@media(max-width:480px){
.door .line{grid-template-columns:1fr}
.desk .facts,.desk .as-sent>div{grid-template-columns:minmax(0,1fr)}
.desk .facts dt{padding-bottom:0;border:0}
.desk .facts dd{padding-top:0}
}
`;

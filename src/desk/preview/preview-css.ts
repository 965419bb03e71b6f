import { space } from '../../../templates/tokens.ts';
import { codeFace, face } from '../../web/face.ts';

const label = face('label', 'sans');

/** The preview of an issue: the line that chooses the reader, frames beside each other, a text with its changes marked. */
export const previewCss = `
.desk .compared{margin-top:${space.two}px}
.desk .as-reader{display:flex;flex-wrap:wrap;align-items:end;gap:${space.one}px ${space.two}px;margin:${space.two}px 0 0}
.desk .as-reader>.plain-field{min-width:0;max-width:100%;margin:0}
.desk .as-reader label{display:block;margin-bottom:${space.half}px;color:var(--soft);font:${label}}
.desk .as-reader select{max-width:100%;text-overflow:ellipsis}
.desk .aid{margin:${space.one}px 0 0;color:var(--soft)}
.desk .aid a{color:var(--ink)}
.desk .phones figure,.desk .engines figure{margin:${space.three}px 0 0;min-width:0}
.desk .phones figcaption,.desk .engines figcaption{color:var(--soft);font:${label}}
.desk .phones iframe,.desk .engines iframe{margin-top:${space.one}px}
.desk .phones{display:flex;flex-wrap:wrap;gap:0 ${space.four}px}
.desk .phones figure{max-width:100%}
.desk .engines{display:grid;grid-template-columns:1fr 1fr;gap:0 ${space.two}px}
.desk .sizes{width:auto;margin-top:${space.three}px}
.desk .changes th{width:24%;min-width:120px;overflow-wrap:anywhere}
.desk .changes td{width:38%;min-width:140px;overflow-wrap:anywhere;white-space:pre-line}
.desk .changes del,.desk .run del{color:var(--skip);text-decoration:line-through}
.desk .changes ins,.desk .run ins{color:var(--ship);text-decoration:underline;text-underline-offset:3px}
.desk .text-changes{min-width:720px}
.desk .run{display:grid;grid-template-columns:72px 1fr}
.desk .run .word{color:var(--soft);font:${label};line-height:22px}
.desk .run .kept-lines,.desk .run del,.desk .run ins{grid-column:2;min-width:0;font:${codeFace}}
.desk .run .line{display:block;min-height:22px;white-space:pre-wrap;overflow-wrap:anywhere}
.desk .text-changes .hidden{margin:${space.one}px 0;padding-left:72px;color:var(--soft);font:${label}}
@media(max-width:480px){
.desk .changes{display:block}
.desk .changes thead{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}
.desk .changes tbody{display:block;border-top:1px solid var(--ink)}
.desk .changes tr{display:block;padding:${space.one}px 0}
.desk .changes th,.desk .changes td{display:block;width:auto;padding:0}
.desk .changes th{font-weight:bold}
.desk .changes td:nth-child(2)::before{content:"was: ";color:var(--soft)}
.desk .changes td:nth-child(3)::before{content:"is now: ";color:var(--soft)}
}
@media(max-width:760px){.desk .engines{grid-template-columns:1fr}}
@media(max-width:480px){.desk .phones figure{margin-inline:-20px;max-width:none}.desk .phones figcaption{padding-left:20px}.desk .text-changes{min-width:0}.desk .run{grid-template-columns:1fr}.desk .run .kept-lines,.desk .run del,.desk .run ins{grid-column:1}.desk .text-changes .hidden{padding-left:0}.desk .as-reader{display:grid;grid-template-columns:1fr 1fr}.desk .as-reader>.plain-field:first-of-type,.desk .as-reader .button{grid-column:1/-1}}
`;

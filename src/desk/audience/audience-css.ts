import { space } from '../../../templates/tokens.ts';
import { face } from '../../web/face.ts';

/** The audience's pages: two columns of registers, and bars that say the same as the numbers beside them. */
export const audienceCss = `
.desk .halves{display:grid;grid-template-columns:minmax(0,5fr) minmax(0,7fr);gap:0 ${space.five}px;align-items:start}
.desk .halves h2:first-child{margin-top:${space.one}px}
.desk .growth th,.desk .growth td{padding-top:3px;padding-bottom:3px;vertical-align:middle}
.desk .growth .drawn{width:26%}
.desk .growth th{white-space:nowrap}
.desk .growth svg{display:block;width:100%;height:12px}
.desk .growth .came rect{fill:var(--ink)}
.desk .growth .gone rect{fill:none;stroke:var(--ink);stroke-width:1.5px;vector-effect:non-scaling-stroke}
.desk .kinds{margin:0 0 ${space.two}px}
.desk .counts{max-width:560px}
.desk .rows .wording{min-width:192px}
.desk .understood{max-width:860px}
.desk .understood th,.desk .understood td{vertical-align:middle}
.desk .understood select{min-width:208px;max-width:300px}
.desk .reading{display:flex;flex-wrap:wrap;gap:0 ${space.three}px}
.desk .after{margin-top:${space.three}px}
.desk .wording{max-width:46ch}
.desk .ways legend{display:block;margin:0 0 ${space.half}px;padding:0;font:bold ${face('small', 'sans')}}
.desk .ways{max-width:640px;margin:0 0 ${space.two}px;border:0;padding:0}
.desk .ways label{display:flex;align-items:center;gap:12px;min-height:44px;font-weight:normal}
@media(max-width:860px){.desk .halves{grid-template-columns:minmax(0,1fr)}}
@media(max-width:480px){
.desk .growth .drawn{width:16%;padding-right:${space.one}px}
.desk .growth .number{padding-right:${space.one}px}
}
`;

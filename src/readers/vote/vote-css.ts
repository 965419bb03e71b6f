import { sheet, space, type } from '../../../templates/tokens.ts';
import { face } from '../../web/face.ts';

const label = face('label', 'sans');
const small = face('small', 'sans');

/** The ballot, and how a vote stands. */
export const voteCss = `
.ballot{margin:${space.four}px 0 ${space.five}px;max-width:${sheet.width}px}
.ballot fieldset{border:0;margin:0 0 ${space.three}px;padding:0;min-width:0}
.ballot legend{padding:0 0 ${space.one}px;font:bold ${label}}
.ballot label{display:flex;gap:${space.two}px;align-items:flex-start;padding:12px 0;border-top:1px solid var(--rule);cursor:pointer}
.ballot label:last-of-type{border-bottom:1px solid var(--rule)}
.ballot label span{min-width:0;overflow-wrap:anywhere}
.ballot label b{display:block}
.ballot label small{display:block;color:var(--soft);font:${small}}
.ballot label small::first-letter{text-transform:uppercase}
.ballot input{flex:none;width:22px;height:22px;min-height:0;margin:1px 0 0;accent-color:var(--ink);cursor:pointer}
.ballot .closing{margin-top:${space.two}px}
.test-note{border-inline-start:4px solid var(--ink);padding-inline-start:${space.two}px}
.go-on{margin:${space.three}px 0 ${space.four}px;max-width:${sheet.width}px}
.go-on .button{display:inline-block;margin-inline-end:${space.one}px;padding:10px ${space.two}px;text-decoration:none;overflow-wrap:anywhere}
.go-on .button:hover{text-decoration:underline}
.go-on .soft{display:inline-block;font:${small}}
.small-links{margin-top:${space.four}px;font:${small}}
.standing{margin-top:${space.five}px;max-width:${sheet.width}px}
.standing p{text-wrap:pretty}
.standing .nb{white-space:nowrap}
.sides,.answers{width:100%;border-collapse:collapse;margin:${space.two}px 0 ${space.three}px;font:${small};font-variant-numeric:tabular-nums}
.sides{table-layout:fixed}
.sides th,.sides td{text-align:start;vertical-align:top;padding:12px 0;padding-inline-start:${space.two}px;border-bottom:1px solid var(--rule)}
.sides thead td,.sides thead th{vertical-align:bottom;padding-top:0;border-bottom-color:var(--ink);font:bold ${face('body', 'serif')}}
.sides thead td,.sides tbody th{width:96px;padding-inline-start:0;font:${label};color:var(--soft)}
.sides .figure{font:${face('figure', 'serif')};margin-inline-end:${space.one}px}
.sides .of{color:var(--soft);white-space:nowrap}
.bench{display:block;width:100%;max-width:176px;height:auto;margin-top:${space.one}px}
.bench path{stroke-width:1.2}
.bench .ship path{fill:var(--ship);stroke:var(--ship)}
.bench .skip path{fill:none;stroke:var(--skip)}
.answers caption{text-align:start;padding-bottom:${space.half}px;font:${label};color:var(--soft)}
.answers th,.answers td{padding:6px 0;padding-inline-start:${space.two}px;border-bottom:1px solid var(--rule);text-align:end;white-space:nowrap}
.answers th{text-align:start;padding-inline-start:0;font-weight:400;white-space:normal;overflow-wrap:anywhere;min-width:96px}
.answers .drawn{width:45%}
.bar{display:block;width:100%;height:${space.one}px}
.bar line{stroke:var(--rule)}
.bar rect{fill:var(--ink)}
.closing,.counted{font:${small};color:var(--soft)}
@media(max-width:480px){
.sides thead td,.sides tbody th{width:64px}
.sides th,.sides td{padding-inline-start:12px}
.sides .figure{font-size:${type.title.size}px}
.sides .of{white-space:normal;display:block}
}
@media print{.bench path,.bar rect{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
`;

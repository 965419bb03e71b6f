import { sheet, space, type } from '../../templates/tokens.ts';
import { codeFace, face } from '../web/face.ts';

const small = face('small', 'sans');

/** One mail: its heading as a table of facts, its parts behind tabs that are links. */
export const mailPageCss = `
.back{margin:${space.four}px 0 0;font:${small};color:var(--soft)}
.back a{color:var(--ink);font-weight:bold}
.back+h1{margin-top:${space.one}px}
h1.long{font-size:${type.title.size}px;line-height:${type.title.line}px;text-wrap:wrap}
.heading,.headers dl{margin:${space.three}px 0 0;border-top:1px solid var(--ink);font:${small};font-variant-numeric:tabular-nums}
.heading>div,.headers dl>div{display:grid;grid-template-columns:80px 1fr;gap:0 ${space.two}px;padding:${space.one}px 0;border-bottom:1px solid var(--rule)}
.heading dt,.headers dt{color:var(--soft)}
.heading dd,.headers dd{margin:0;min-width:0;overflow-wrap:anywhere}
.heading{display:grid;grid-template-columns:1fr 1fr;column-gap:${space.six}px}
.headers{margin:${space.two}px 0 0;font:${small}}
.headers summary{cursor:pointer;padding:10px 0;width:fit-content;text-decoration:underline;text-underline-offset:3px}
.headers dl{margin-top:${space.one}px}
.headers dl>div{grid-template-columns:240px 1fr}
.headers dd{font:${codeFace}}
.fault{color:var(--skip)}
.views{display:flex;flex-wrap:wrap;gap:0 ${space.three}px;margin:${space.three}px 0 0;padding:0;list-style:none;border-bottom:1px solid var(--ink);font:${small}}
.views .download{margin-left:auto;text-decoration:underline;color:var(--soft)}
iframe.mail{display:block;width:100%;height:calc(100vh - 96px);min-height:560px;margin-top:${space.three}px;border:1px solid var(--rule);background:var(--paper)}
iframe.mail.phone{width:392px;max-width:100%;height:846px;border-color:var(--ink)}
.lone-view{margin-top:${space.two}px;font:${small}}
pre.part{margin:${space.three}px 0 0;font:${codeFace};white-space:pre-wrap;overflow-wrap:anywhere;max-width:80ch}
pre.part.source{max-width:none}
@media(max-width:760px){.heading{display:block}}
@media(max-width:${sheet.narrowBelow}px){
.heading>div{grid-template-columns:80px 1fr}
.headers dl>div{grid-template-columns:1fr}
.views .download{margin-left:0}
}
`;

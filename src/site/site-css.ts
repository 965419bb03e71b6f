import { space, type } from '../../templates/tokens.ts';
import { pairingCss } from '../../templates/web/pairing-css.ts';
import { face } from '../web/face.ts';

const label = face('label', 'sans');
const small = face('small', 'sans');

/** A pairing is printed as in the issue: what pageCss says of headings and paragraphs does not hold inside it. */
const pairingOnOurPages = `
.pairing p,.pairing h1,.pairing h2,.pairing h3,.pairing figure,.pairing blockquote{margin-bottom:0}
.pairing figure,.pairing blockquote{margin-inline:0}
.pairing figure{margin-top:0}
`;

const front = `
.promise{margin:${space.three}px 0 0;font:italic ${face('body', 'serif')}}
.lead-pairing{margin-top:${space.four}px;border-top:0;padding-top:0}
.beside{display:grid;grid-template-columns:minmax(0,1fr) 320px;gap:${space.six}px;align-items:start;margin-top:${space.four}px}
.beside .picks{margin-top:0}
.beside .intro{margin-bottom:${space.two}px;font-style:italic}
.beside ul.intro,.beside ol.intro{margin-top:0;padding-inline-start:${space.three}px}
.beside .intro em{font-style:normal}
.beside .seats{margin:${space.three}px 0 ${space.four}px}
.beside .onward{margin-top:${space.three}px}
.also,.past{margin-top:${space.six}px;border-top:1px solid var(--ink);padding-top:${space.two}px}
.also h2 a{text-decoration:none}
.also h2 a:hover{text-decoration:underline}
.shorts{display:grid;grid-template-columns:repeat(auto-fit,minmax(300px,1fr));margin-top:${space.two}px}
.short{padding-inline-end:${space.four}px}
.short+.short{border-inline-start:1px solid var(--rule);padding:0;padding-inline-start:${space.four}px}
.short h3{margin:${space.half}px 0 0;font:bold ${face('body', 'serif')}}
.short .verdict{margin:${space.half}px 0 0;font:${face('title', 'serif')};text-wrap:pretty}
.short .picks{margin-bottom:${space.one}px}
.past h2{margin-bottom:0}
`;

const register = `
.register{margin:0 0 ${space.two}px;padding:0;list-style:none}
.register li{display:grid;grid-template-columns:168px 1fr;gap:0 ${space.three}px;padding:12px 0;border-bottom:1px solid var(--rule)}
.register .when{font:${label};line-height:24px;color:var(--soft);font-variant-numeric:tabular-nums}
.register a{text-decoration-color:var(--soft);text-decoration-thickness:1px}
.register .said{display:block;color:var(--soft)}
.register a:hover{text-decoration-color:var(--ink)}
h1~.register,.lead~.register{margin-top:${space.three}px;border-top:1px solid var(--ink)}
`;

const comparison = `
.comparison{margin-top:${space.four}px}
.opening{display:grid;grid-template-columns:minmax(0,1fr) 376px;gap:${space.four}px ${space.six}px;align-items:start;margin-top:${space.four}px}
.opening .picks{margin-top:0}
.opening .seats{margin-inline-start:auto}
.facing{display:grid;grid-template-columns:1fr 1fr;margin-top:${space.four}px;border-top:1px solid var(--ink)}
.facing>*{min-width:0;padding:${space.three}px ${space.four}px ${space.three}px 0}
.facing>*+*{padding:${space.three}px 0;padding-inline-start:${space.four}px;border-inline-start:1px solid var(--rule)}
.facing h2{margin:0;font:bold ${face('title', 'serif')}}
.facing .note{font:italic ${small};font-family:var(--serif);color:var(--soft)}
.facing dl{margin:0;font:${small};font-variant-numeric:tabular-nums}
.facing dl div{display:grid;grid-template-columns:96px 1fr;padding:${space.one}px 0;border-bottom:1px solid var(--rule)}
.facing dl div:last-child{border-bottom:0;padding-bottom:0}
.facing dl .panel-ship{display:block;padding:${space.two}px 0}
.facing dt{color:var(--soft);font:${label};line-height:24px}
.facing dd{margin:0}
.facing .figure{margin-inline-end:${space.one}px;font-size:56px;line-height:56px;letter-spacing:-1px}
.facing small{color:var(--soft);font:${label};white-space:nowrap}
.in-words{margin-top:0;border-top:1px solid var(--rule)}
.in-words .whose{display:none;font-weight:bold}
.in-words p+p{margin-top:${space.one}px}
.in-words .tagline{font-style:italic;text-wrap:pretty}
.in-words .tagline::first-letter{text-transform:uppercase}
.in-words .source{font:${small}}
.part{margin:${space.five}px 0 ${space.two}px;font:bold ${face('title', 'serif')}}
.comparison .part{margin-bottom:${space.two}px}
.comparison .scorecard{margin-top:0}
.comparison .as-of{margin-top:${space.three}px;max-width:80ch;font:${label};color:var(--soft)}
.vote-part .standing{border-top:0;padding-top:0}
.vote-part .standing h2{margin-bottom:${space.one}px;font:bold ${face('title', 'serif')}}
.related{border-top:0;padding-top:0}
.related .part{margin-bottom:0}
.related .register{border-top:1px solid var(--ink);margin-top:${space.two}px}
`;

const standing = `
.kicker{margin:0;font:${label};color:var(--soft)}
.kicker a{display:inline-block;padding:6px 0}
.verdict-head h1{margin:0;font:44px/48px var(--serif)}
.verdict-head .pair{display:block;margin-bottom:${space.one}px;font:bold ${face('title', 'serif')}}
section>ul,section>ol{margin:0 0 ${space.two}px;padding-inline-start:${space.three}px}
section>ul li,section>ol li{margin-bottom:${space.half}px}
.weights,.kept{width:100%;border-collapse:collapse;margin-bottom:${space.two}px;font-variant-numeric:tabular-nums}
.weights th,.kept th{text-align:start;padding:${space.one}px 0;border-bottom:1px solid var(--ink);font:${label};color:var(--soft)}
.weights td,.kept td{vertical-align:top;padding:12px 0;padding-inline-end:${space.two}px;border-bottom:1px solid var(--rule)}
.weights th:last-child,.weights td:last-child{width:176px;padding-inline-end:0}
.points{display:grid;grid-template-columns:32px 1fr;align-items:center;gap:${space.one}px;font:${small}}
.weights svg{width:100%;height:${space.one}px}
.weights rect{fill:var(--ink)}
.kept td{width:30%;font:${small}}
.kept td:first-child{width:40%}
.kept tr:last-child td{border-bottom:0}
.rules h2{font:bold ${face('body', 'serif')}}
.sign-up{scroll-margin-top:${space.two}px}
.beside .signup{margin-top:0}
.signup h2{text-wrap:balance}
`;

const narrow = `
@media(max-width:880px){
.beside,.opening{grid-template-columns:minmax(0,1fr);gap:${space.three}px}
.opening .seats{margin-inline-start:0}
.short+.short{margin-top:${space.three}px;border-inline-start:0;border-top:1px solid var(--rule);padding:${space.three}px 0 0}
.shorts{grid-template-columns:1fr}
}
@media(max-width:640px){
.verdict-head h1{font:${face('headline', 'serif')}}
.verdict-head .pair{font-size:${type.body.size}px;line-height:${type.body.line}px}
.facing>*{padding-inline-end:${space.two}px}
.facing>*+*{padding-inline-start:${space.two}px}
.facing h2{font:bold ${face('body', 'serif')}}
.facing dl div{grid-template-columns:1fr}
.facing .figure{display:block;font-size:40px;line-height:48px}
.facing small{white-space:normal}
.in-words{grid-template-columns:1fr}
.in-words>*,.in-words>*+*{padding-inline:0;border-inline-start:0}
.in-words>*+*{padding-top:0}
.in-words .whose{display:block}
.register li{grid-template-columns:1fr}
.kept thead{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}
.kept tr,.kept td,.kept td:first-child{display:block;width:auto}
.kept tr{padding:12px 0;border-bottom:1px solid var(--rule)}
.kept td{padding:${space.half}px 0;border:0}
.kept td:first-child{font-weight:bold}
.kept td[data-label]::before{content:attr(data-label) ": ";color:var(--soft)}
.weights th:last-child,.weights td:last-child{width:96px}
}
@media print{
.sign-up,.related{display:none}
.facing,.short{break-inside:avoid}
.in-words{break-inside:auto}
}
`;

/** The public pages. */
export const siteCss = [
  pairingOnOurPages,
  pairingCss,
  '.nb{white-space:nowrap}',
  standing,
  front,
  register,
  comparison,
  narrow,
].join('\n');

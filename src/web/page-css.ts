import { sheet, space, webSerif } from '../../templates/tokens.ts';
import { markCss } from '../../templates/web/mark.tsx';
import { HOUSE_LOOK, type Look } from '../publication/look.ts';
import { codeFace, face } from './face.ts';

/** What every page of ours shares: ground, masthead, headings, links, fields, the mark of the keyboard. */
export const pageCss = ({ font }: Look): string => `
:root{--serif:${font.serif === HOUSE_LOOK.font.serif ? webSerif : font.serif}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:${face('body', 'serif')};-webkit-text-size-adjust:100%;overflow-wrap:break-word}
.sheet{max-width:${sheet.width + 2 * sheet.margin}px;margin:0 auto;padding:${space.four}px ${sheet.margin}px}
.sheet.wide{max-width:1088px}
.sheet.spread{max-width:976px}
.masthead{display:flex;flex-wrap:wrap;justify-content:space-between;align-items:center;gap:0 ${space.two}px;border-top:4px solid var(--ink);border-bottom:1px solid var(--rule);padding:${space.one}px 0}
.masthead .aside{color:var(--soft);font:${face('label', 'sans')}}
.masthead .name{margin:0;font:bold ${face('title', 'serif')}}
.masthead .name a{min-height:44px;color:var(--ink);text-decoration:none}
.masthead .name a:hover span{text-decoration:underline;text-decoration-thickness:1px}
${markCss}
.masthead nav ul,.colophon nav ul{display:flex;flex-wrap:wrap;gap:0 ${space.three}px;margin:0;padding:0;list-style:none;font:${face('small', 'sans')}}
.masthead nav a,.colophon nav a{display:block;padding:10px 0;color:var(--ink);text-decoration:none}
.masthead nav a:hover,.colophon nav a:hover,.masthead nav a[aria-current]{text-decoration:underline}
h1{margin:${space.five}px 0 ${space.two}px;font:${face('headline', 'serif')};text-wrap:balance}
h2{margin:0 0 ${space.one}px;font:bold ${face('label', 'sans')}}
p{margin:0 0 ${space.two}px}
section{border-top:1px solid var(--rule);padding-top:${space.three}px}
a{color:inherit;text-underline-offset:3px}
a:hover{text-decoration-thickness:2px}
:focus-visible{outline:3px solid var(--ink);outline-offset:3px;border-radius:2px}
code{font:${codeFace}}
.soft{color:var(--soft)}
.lead{max-width:62ch}
.lead a{white-space:nowrap}
.legend{margin:${space.five}px 0;display:grid;grid-template-columns:1fr 1fr;gap:${space.three}px ${space.four}px}
.legend>div{display:flex;align-items:center;gap:${space.two}px}
.legend dt{flex:none;line-height:0}
.legend dd{margin:0;font:${face('small', 'sans')};color:var(--soft)}
.seat text{text-anchor:middle;font:bold 15px var(--sans)}
.seat.ship path{fill:var(--ship);stroke:var(--ship)}
.seat.ship text{fill:var(--on-fill)}
.seat.skip path{fill:none;stroke:var(--skip)}
.seat.skip text{fill:var(--skip);font-weight:400;text-decoration:line-through}
.colophon{display:flex;flex-wrap:wrap;justify-content:space-between;align-items:baseline;gap:0 ${space.four}px;margin-top:64px;border-top:4px solid var(--ink);padding-top:${space.one}px;color:var(--soft);font:${face('label', 'sans')}}
.button{border:1px solid var(--ink);border-radius:0;background:var(--ink);color:var(--on-fill);font:bold ${face('small', 'sans')};padding:${space.one}px ${space.two}px;min-height:44px;cursor:pointer}
.button.quiet{background:transparent;color:var(--ink)}
.button.grave{background:var(--skip);border-color:var(--skip)}
.button.quiet.grave{background:transparent;color:var(--skip)}
input{border:1px solid var(--soft);border-radius:0;background:transparent;color:var(--ink);font:17px/24px var(--sans);padding:${space.one}px 12px;min-height:44px;width:100%}
@media(max-width:${sheet.narrowBelow}px){
.sheet{padding:${sheet.marginNarrow}px}
h1{margin-top:${space.four}px;font-size:28px;line-height:32px}
.legend{grid-template-columns:1fr}
}
@media print{
.sheet,.sheet.wide,.sheet.spread{max-width:none;padding:0}
.masthead nav,.colophon nav,.button,form{display:none}
}
`;

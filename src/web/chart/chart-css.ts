import { space } from '../../../templates/tokens.ts';
import { face } from '../face.ts';
import { WIDTHS } from './panel.ts';

/** Charts in the look's own ink: hairlines, one line, filled and open bars. Nothing is told by colour alone. */
export const chartCss = `
.chart{container-type:inline-size;margin:0 0 ${space.three}px;max-width:${WIDTHS.wide}px}
.chart figcaption{margin:0 0 ${space.two}px;font:${face('body', 'serif')};text-wrap:pretty;font-variant-numeric:lining-nums}
.chart svg{display:block;width:100%;height:auto;overflow:visible}
.chart .narrow{max-width:${WIDTHS.narrow * 1.2}px}
.chart .wide{display:none}
@container (min-width:${WIDTHS.wide - 60}px){.chart .wide{display:block}.chart .narrow{display:none}}
.chart text{fill:var(--soft);font:${face('label', 'sans')};font-variant-numeric:tabular-nums}
.chart .inked{fill:var(--ink);font-weight:bold}
.chart .axis line{stroke:var(--rule)}
.chart .axis.base line,.chart .zero{stroke:var(--soft)}
.chart .line{fill:none;stroke:var(--ink);stroke-width:2;stroke-linejoin:round}
.chart .dot{fill:var(--ink)}
.chart .band{fill:var(--rule);stroke:var(--soft);stroke-width:.75}
.chart .rule{stroke:var(--rule)}
.chart .came rect{fill:var(--ink)}
.chart .gone rect{fill:var(--paper);stroke:var(--ink)}
.chart .usual{stroke:var(--soft);stroke-dasharray:4 4}
.chart p{margin:${space.one}px 0 0;font:${face('label', 'sans')}}
.chart summary{display:inline-block;padding:10px 0;cursor:pointer;text-decoration:underline;text-underline-offset:3px;font:${face('small', 'sans')}}
@media print{.chart path,.chart rect{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
`;

import type { ReactNode } from 'react';
import type { PairingContent, ToolContent } from '../../src/issue/content.ts';
import { tallyInFigures } from '../../src/issue/outcome.ts';
import { Said } from '../said.tsx';
import { useStyle } from '../use-style.ts';
import { Sentence } from './sentence.tsx';

/** The figures of a pairing, each in a column where the eye can compare them. */
export function GlanceTable({ pairing }: { pairing: PairingContent }) {
  const { wording, words } = useStyle();
  const row = (label: string, cell: (tool: ToolContent) => ReactNode) => (
    <tr>
      <th scope="row">{label}</th>
      <td>{cell(pairing.a)}</td>
      <td>{cell(pairing.b)}</td>
    </tr>
  );
  return (
    <table className="glance">
      <caption>{words.say('mail.glance')}</caption>
      <thead>
        <tr>
          <td />
          {[pairing.a, pairing.b].map((tool, index) => (
            <th key={index} scope="col" dir="auto">
              {tool.name} {tool.note === '' ? null : <small dir="auto">{tool.note}</small>}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {row(wording.panelShip, tool => (
          <>
            <span className="figure">{words.say('common.percent', { percent: tool.ship.percent })}</span>{' '}
            <Said
              parts={words.parts('mail.panel-stands', {
                badge: <b className={tool.ship.badge}>{wording.badge[tool.ship.badge]}</b>,
                tally: tallyInFigures(tool.ship, words),
              })}
            />
          </>
        ))}
        {row(wording.community, tool => tool.community)}
        {row(wording.entry, tool => (
          <>
            <Sentence of={`${tool.price} `} names={[]} />
            {tool.priceChecked === '' ? null : <small>{tool.priceChecked}</small>}
          </>
        ))}
      </tbody>
    </table>
  );
}

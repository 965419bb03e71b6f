import { Said } from '../../templates/said.tsx';
import { useStyle } from '../../templates/use-style.ts';
import { ToolWords } from '../../templates/web/tool-words.tsx';
import type { PairingContent, ToolContent } from '../issue/content.ts';
import { tallyInFigures } from '../issue/outcome.ts';

/**
 * The two tools face to face: names and figures stay beside each other on the narrowest sheet, descriptions follow each
 * other there.
 */
export function FacingTools({ pairing: { a, b } }: { pairing: PairingContent }) {
  return (
    <>
      <div className="facing">
        <Figures tool={a} />
        <Figures tool={b} />
      </div>
      <div className="facing in-words">
        <InWords tool={a} />
        <InWords tool={b} />
      </div>
    </>
  );
}

function Figures({ tool }: { tool: ToolContent }) {
  const { wording, words } = useStyle();
  const { percent, badge } = tool.ship;
  const marked = <b className={badge}>{wording.badge[badge]}</b>;
  return (
    <div className="side">
      <h2 dir="auto">{tool.name}</h2>
      {tool.note === '' ? null : (
        <p className="note" dir="auto">
          {tool.note}
        </p>
      )}
      <dl>
        <div className="panel-ship">
          <dt>{wording.panelShip}</dt>
          <dd>
            <span className="figure">{words.say('common.percent', { percent })}</span>{' '}
            <span className="nb">
              <Said
                parts={words.parts('mail.panel-stands', {
                  badge: marked,
                  tally: tallyInFigures(tool.ship, words),
                })}
              />
            </span>
          </dd>
        </div>
        <div>
          <dt>{wording.community}</dt>
          <dd>{tool.community}</dd>
        </div>
        <div>
          <dt>{wording.entry}</dt>
          <dd>
            {tool.price} {tool.priceChecked === '' ? null : <small>{tool.priceChecked}</small>}
          </dd>
        </div>
      </dl>
    </div>
  );
}

function InWords({ tool }: { tool: ToolContent }) {
  return (
    <div className="side">
      <p className="whose" dir="auto">
        {tool.name}
      </p>
      <ToolWords tool={tool} />
    </div>
  );
}

import type { CSSProperties, ReactNode } from 'react';
import type { MailPairing } from '../mail-issue.ts';
import { Said } from '../said.tsx';
import type { Style } from '../style.ts';
import { space, type } from '../tokens.ts';
import { useStyle } from '../use-style.ts';
import { Button } from './components.ts';
import { InkLink } from './link.tsx';
import { Name } from './name.tsx';

/** The one button of the mail, and the four answers beneath it, each of which opens the same page with a tick set. */
export function Ballot({ pairing, vote }: { pairing: MailPairing; vote: string }) {
  const style = useStyle();
  const { light, edge, words, sans } = style;
  const answer = (name: string) => (
    <Said parts={words.parts('mail.answer.one', { tool: <Name of={name} /> })} />
  );
  return (
    <table
      role="presentation"
      width="100%"
      cellPadding={0}
      cellSpacing={0}
      border={0}
      style={sans('small', { marginTop: space.four })}
    >
      <tbody>
        <tr>
          <td
            colSpan={2}
            className="button"
            style={{ background: light.ink, border: `2px solid ${edge.plain}` }}
          >
            <Button href={vote} className="button" style={button(style)}>
              {words.say('mail.vote')}
            </Button>
          </td>
        </tr>
        <tr>
          <Choice href={`${vote}?choice=${pairing.choices.a}`}>{answer(pairing.a.name)}</Choice>
          <Choice href={`${vote}?choice=${pairing.choices.b}`}>{answer(pairing.b.name)}</Choice>
        </tr>
        <tr>
          <Choice href={`${vote}?choice=both`}>{words.say('mail.answer.both')}</Choice>
          <Choice href={`${vote}?choice=neither`}>{words.say('mail.answer.neither')}</Choice>
        </tr>
      </tbody>
    </table>
  );
}

function Choice({ href, children }: { href: string; children: ReactNode }) {
  const style = useStyle();
  return (
    <td width="50%" className="ink" style={cell(style)}>
      <InkLink href={href} style={choice}>
        {children}
      </InkLink>
    </td>
  );
}

const button = ({ light, font }: Style): CSSProperties => ({
  display: 'block',
  padding: `${space.two}px`,
  color: light.onFill,
  font: `bold ${type.body.size}px/${type.body.line}px ${font.serif}`,
});
/** The link fills its cell; Outlook, which pads cells only, gets the same from `mso-padding-alt`. */
const cell = ({ edge }: Style) =>
  ({ border: `1px solid ${edge.plain}`, msoPaddingAlt: `12px ${space.two}px` }) as CSSProperties;
const choice: CSSProperties = { display: 'block', padding: `12px ${space.two}px` };

import type { ProgramChange } from '../../issue/by-programs.ts';
import type { ProgramWork } from '../../newsroom/program-work.ts';
import { Instant } from '../../web/instant.tsx';
import { Table } from '../../web/table.tsx';
import { count } from '../count.ts';
import { Who } from '../who.tsx';
import { Block } from './block.tsx';

/** What programs and agents put into the issue, right above the button that makes it an editor's. */
export function ProgramWorkBlock({ work: { changes, steps } }: { work: ProgramWork }) {
  if (steps.length === 0) return null;
  return (
    <Block id="programs" heading="Changed by programs">
      {changes.length === 0 ? (
        <p>Programs worked on it, and nothing of theirs is left in what readers would see.</p>
      ) : (
        <>
          <p>
            {changes.length === 1
              ? 'One part that readers would see is as a program left it. Read it before you approve: it goes out under your name.'
              : `${count(changes.length)} parts that readers would see are as a program left them. Read them before you approve: they go out under your name.`}
          </p>
          <Parts changes={changes} />
        </>
      )}
      <details>
        <summary>{`Every step (${steps.length})`}</summary>
        <ul className="since-then">
          {steps.map((step, index) => (
            <li key={index}>
              <Who who={step.who} />
              {', '}
              <Instant at={step.at} />
              {`: ${step.action}`}
              {step.detail === '' ? '' : ', '}
              <bdi>{step.detail}</bdi>
            </li>
          ))}
        </ul>
      </details>
    </Block>
  );
}

function Parts({ changes }: { changes: readonly ProgramChange[] }) {
  const nothing = <span className="soft">nothing</span>;
  return (
    <Table
      label="What programs changed"
      className="rows by-programs"
      folds
      lines={changes}
      keyOf={({ what }) => what}
      columns={[
        {
          head: 'What',
          names: true,
          dir: 'auto',
          cell: ({ what, by }) => (
            <>
              {what}
              {by.map(who => (
                <span key={who} className="by">
                  <Who who={who} />
                </span>
              ))}
            </>
          ),
        },
        { head: 'Was', className: 'many-words', dir: 'auto', cell: ({ was }) => (was === '' ? nothing : <del>{was}</del>) },
        { head: 'Is now', className: 'many-words', dir: 'auto', cell: ({ is }) => (is === '' ? nothing : <ins>{is}</ins>) },
      ]}
    />
  );
}

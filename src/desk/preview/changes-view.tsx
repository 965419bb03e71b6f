import type { Change } from '../../issue/change.ts';
import type { TextRun } from '../../issue/text-changes.ts';
import { Instant } from '../../web/instant.tsx';
import { Scroll } from '../../web/scroll.tsx';
import { Table } from '../../web/table.tsx';
import { countOf } from '../count.ts';
import type { Shown } from './shown.ts';

/** Unchanged lines shown around a change. */
const AROUND = 3;

/** What differs from what was last approved: in words, and as the plain text with its changes marked. */
export function ChangesView({ shown }: { readonly shown: Shown }) {
  const { since } = shown;
  if (since === null) {
    return (
      <p className="lead compared">
        This issue has not been approved yet, so there is nothing to compare it with. What an editor approves
        is kept in full, and from then on every change is shown here.
      </p>
    );
  }
  const { by, at, audience, isSame, changes, text } = since;
  return (
    <>
      <p className="compared">
        {'Compared with what '}
        <span className="who">{by}</span>
        {' approved on '}
        <Instant at={at} />
        {` for ${countOf(audience, 'reader')}, hash `}
        <code>{since.approvedHash.slice(0, 16)}</code>.
      </p>
      {isSame ? <p className="lead compared">Nothing has changed: it is the same, byte for byte.</p> : null}
      {!isSame && changes.length === 0 ? <OnlyBytes /> : null}
      {changes.length === 0 ? null : <Words changes={changes} />}
      {isSame ? null : <Picture runs={text} />}
    </>
  );
}

function OnlyBytes() {
  return (
    <p className="lead compared">
      No word has changed, and yet it is not the same mail: the templates did, or a setting that shows in the
      mail (the engine, the sender, the reply address, the base of the links). Look at every view before you
      approve it again.
    </p>
  );
}

function Words({ changes }: { readonly changes: readonly Change[] }) {
  const nothing = <span className="soft">nothing</span>;
  return (
    <>
      <h2>{changes.length === 1 ? 'In words: 1 difference' : `In words: ${changes.length} differences`}</h2>
      <Table
        label="What changed, in words"
        className="rows changes"
        lines={changes}
        keyOf={(_, index) => index}
        columns={[
          { head: 'What', names: true, dir: 'auto', cell: ({ what }) => what },
          { head: 'Was', dir: 'auto', cell: ({ was }) => (was === '' ? nothing : <del>{was}</del>) },
          { head: 'Is now', dir: 'auto', cell: ({ is }) => (is === '' ? nothing : <ins>{is}</ins>) },
        ]}
      />
    </>
  );
}

function Picture({ runs }: { readonly runs: readonly TextRun[] }) {
  const isChanged = runs.some(run => run.kind !== 'same');
  return (
    <>
      <h2>In the plain-text part</h2>
      {isChanged ? (
        <Scroll label="What changed, in the plain-text part">
          <div className="text-changes">
            {runs.map((run, index) => (
              <Run key={index} run={run} place={placeOf(index, runs.length)} />
            ))}
          </div>
        </Scroll>
      ) : (
        <p>It reads the same.</p>
      )}
    </>
  );
}

type Place = 'first' | 'middle' | 'last';

function placeOf(index: number, runs: number): Place {
  if (index === 0) return 'first';
  return index === runs - 1 ? 'last' : 'middle';
}

function Run({ run: { kind, lines }, place }: { readonly run: TextRun; readonly place: Place }) {
  if (kind === 'same') return <Same lines={lines} place={place} />;
  const Mark = kind === 'removed' ? 'del' : 'ins';
  return (
    <div className={`run ${kind}`}>
      <span className="word">{kind}</span>
      <Mark dir="auto">
        <Lines lines={lines} />
      </Mark>
    </div>
  );
}

function Lines({ lines }: { readonly lines: readonly string[] }) {
  return lines.map((line, index) => (
    <span key={index} className="line">
      {line}
    </span>
  ));
}

/** A few lines for orientation; how many more there are is said. */
function Same({ lines, place }: { readonly lines: readonly string[]; readonly place: Place }) {
  const before = place === 'first' ? 0 : AROUND;
  const after = place === 'last' ? 0 : AROUND;
  const hidden = lines.length - before - after;
  if (hidden <= 1) return <Unchanged lines={lines} />;
  return (
    <>
      <Unchanged lines={lines.slice(0, before)} />
      <p className="hidden">{`${hidden} unchanged lines`}</p>
      <Unchanged lines={lines.slice(lines.length - after)} />
    </>
  );
}

function Unchanged({ lines }: { readonly lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <div className="run">
      <div className="kept-lines" dir="auto">
        <Lines lines={lines} />
      </div>
    </div>
  );
}

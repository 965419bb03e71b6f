import type { Change } from '../../issue/change.ts';
import type { TextRun } from '../../issue/text-changes.ts';
import { Instant } from '../../web/instant.tsx';
import type { WebDeps } from '../../web/web-deps.ts';
import { countOf } from '../count.ts';
import { Scroll } from '../scroll.tsx';
import type { Shown } from './preview-page.tsx';

/** Unchanged lines shown around a change. */
const AROUND = 3;

/** What differs from what was last approved: in words, and as the plain text with its changes marked. */
export function ChangesView({ deps, shown }: { readonly deps: WebDeps; readonly shown: Shown }) {
  const { since } = shown;
  if (since === null) {
    return (
      <p className="lead compared">
        Nothing of this issue was approved yet, so there is nothing to compare with. What an editor approves
        is kept in full, and from then on every change stands here.
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
        <Instant at={at} zone={deps.publication.timezone} />
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
  return (
    <>
      <h2>{changes.length === 1 ? 'In words: 1 difference' : `In words: ${changes.length} differences`}</h2>
      <Scroll label="What changed, in words">
        <table className="rows changes">
          <thead>
            <tr>
              <th scope="col">What</th>
              <th scope="col">Was</th>
              <th scope="col">Is now</th>
            </tr>
          </thead>
          <tbody>
            {changes.map(({ what, was, is }, index) => (
              <tr key={index}>
                <th scope="row" dir="auto">
                  {what}
                </th>
                <td dir="auto">{was === '' ? <span className="soft">nothing</span> : <del>{was}</del>}</td>
                <td dir="auto">{is === '' ? <span className="soft">nothing</span> : <ins>{is}</ins>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
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
  switch (kind) {
    case 'removed':
      return (
        <div className="run removed">
          <span className="word">removed</span>
          <del dir="auto">
            <Lines lines={lines} />
          </del>
        </div>
      );
    case 'added':
      return (
        <div className="run added">
          <span className="word">added</span>
          <ins dir="auto">
            <Lines lines={lines} />
          </ins>
        </div>
      );
    case 'same':
      return <Same lines={lines} place={place} />;
  }
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
      <p className="hidden">{`${hidden} lines the same`}</p>
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

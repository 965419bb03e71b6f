import type { Issue } from '../../issue/issue.ts';
import { Instant } from '../../web/instant.tsx';
import { ENGINE_WORDS } from './mail-views.tsx';
import { previewHref } from './preview-query.ts';
import type { Shown } from './shown.ts';

/** Whether what is shown is what was approved, in a sentence. */
export function Standing({
  issue,
  shown: { mails, since },
}: {
  readonly issue: Issue;
  readonly shown: Shown;
}) {
  const went = mails.isFrozen
    ? 'These are the mails as they went out, taken from what was kept at the freeze. '
    : '';
  if (since === null) return <p>{`${went}This issue has never been approved.`}</p>;
  const { by, at, isSame, changes } = since;
  const who = (
    <>
      <span className="who">{by}</span>
      {isSame ? ' approved on ' : ' approved it on '}
      <Instant at={at} />
    </>
  );
  if (isSame)
    return (
      <p>
        {`${went}Byte for byte what `}
        {who}.
      </p>
    );
  const count = changes.length === 1 ? '1 difference' : `${changes.length} differences`;
  return (
    <p>
      {went}
      <strong>Changed</strong>
      {' since '}
      {who}
      {': '}
      <a href={previewHref(issue.week, '', { view: 'changes' })}>
        {changes.length === 0 ? 'templates or settings' : count}
      </a>
      .
    </p>
  );
}

/** Said where another engine is shown than the one that is set. */
export function OtherEngine({ shown: { mails, engineSet } }: { readonly shown: Shown }) {
  if (mails.engine === engineSet) return null;
  return (
    <p className="aid">
      {`Shown as made by ${ENGINE_WORDS[mails.engine]}; the issue goes out made by ${ENGINE_WORDS[engineSet]}.`}
    </p>
  );
}

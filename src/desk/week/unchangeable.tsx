import type { Issue } from '../../issue/issue.ts';

/** Above what was frozen: that it stays as it is, and who has it. */
export function Unchangeable({ issue: { state } }: { issue: Issue }) {
  const whose =
    state === 'sent'
      ? 'This is what readers got.'
      : state === 'aborted'
        ? 'This is what readers got, or would have got.'
        : 'This is what readers get.';
  return <p className="soft">{`${whose} Nothing in it can be changed any more.`}</p>;
}

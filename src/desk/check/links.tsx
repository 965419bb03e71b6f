import { untilWords } from '../../issue/time-words.ts';
import { Button } from '../../web/button.tsx';
import { usePublication } from '../../web/publication.tsx';
import { IssueForm } from '../issue-form.tsx';
import { Block } from './block.tsx';
import type { CheckLook } from './check-look.ts';

/** What is known of the links, and the question. */
export function Links({ look: { issue, links, at } }: { look: CheckLook }) {
  const { url } = usePublication();
  return (
    <Block id="links" heading="Links">
      <p>
        {links.askedAt === null
          ? `${links.count} links lead elsewhere; none has been checked yet.`
          : `${links.count} links lead elsewhere; checked ${untilWords(links.askedAt - at)}.`}
        {links.askedAt !== null && links.unasked > 0
          ? ` Added since, and not checked: ${links.unasked}.`
          : ''}
      </p>
      {links.silent > 0 && links.silent === links.count ? (
        <p className="large">
          None of them could be reached: this machine has no network or no DNS. Nothing is known about the
          links.
        </p>
      ) : links.silent > 0 ? (
        <p>{`${links.silent} gave no answer: whether they work is not known.`}</p>
      ) : null}
      <IssueForm issue={issue} act="check/links">
        <Button look="quiet" disabled={links.count === 0}>
          {links.askedAt === null ? 'Check the links' : 'Check the links again'}
        </Button>
      </IssueForm>
      <p className="soft">
        {`Takes up to half a minute. Links to ${new URL(url).host} are checked against our own pages.`}
      </p>
    </Block>
  );
}

import { Notice } from './notice.tsx';

interface TestLinkPageProps {
  /** What the link does in a reader's mail, to end "In a reader’s mail it …". */
  readonly does: string;
}

/** Behind a link of a test send or a preview: what it would be, and that it is nobody's. */
export function TestLinkPage({ does }: TestLinkPageProps) {
  return (
    <Notice status="Test mail" title="This is the link of a test mail.">
      {`In a reader’s mail it ${does}. This one belongs to nobody: nothing was changed, and nothing can be changed here.`}
    </Notice>
  );
}

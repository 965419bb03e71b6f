import { Notice } from './notice.tsx';
import type { WebDeps } from './web-deps.ts';

interface TestLinkPageProps {
  readonly deps: Pick<WebDeps, 'publication' | 'sampleNote'>;
  /** What the link does in a reader's mail, to end "In a reader’s mail it …". */
  readonly does: string;
}

/** Behind a link of a test send or a preview: what it would be, and that it is nobody's. */
export function TestLinkPage({ deps, does }: TestLinkPageProps) {
  return (
    <Notice deps={deps} status="Test mail" title="This is the link of a test mail.">
      {`In a reader’s mail it ${does}. This one belongs to nobody: nothing was changed, and nothing can be here.`}
    </Notice>
  );
}

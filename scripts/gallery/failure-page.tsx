import { Layout } from './layout.tsx';

/** What a designer sees while a file does not parse; saving a mended one reloads it. */
export function FailurePage({ reason }: { reason: string }) {
  return (
    <Layout title="The templates do not load: mail gallery" scheme="light">
      <div className="top">
        <p className="kicker">Save the mended file and this page follows.</p>
      </div>
      <h1>The templates do not load</h1>
      <pre className="reason">{reason}</pre>
    </Layout>
  );
}

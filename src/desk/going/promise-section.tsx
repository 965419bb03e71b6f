import type { Mailer } from '../../delivery/mailers/mailer.ts';
import { promiseOf } from '../../delivery/promise.ts';
import { Table } from '../../web/table.tsx';
import { useVisit } from '../visit.tsx';

/** What is promised of mails by each way they may go, so that nobody expects more of one than it can give. */
export function PromiseSection() {
  const mailers = useVisit().room.mailers.map(({ mailer }) => mailer);
  return (
    <section className="part-of">
      <h2>What is promised</h2>
      <Table
        label="What is promised, by mail service"
        folds
        lines={mailers}
        keyOf={({ name }: Mailer) => name}
        columns={[
          { head: 'Service', foldedHead: 'Service', names: true, cell: ({ name }) => name },
          { head: 'Promise', cell: mailer => promiseOf(mailer).short },
          {
            head: 'If an answer is unclear',
            className: 'many-words',
            cell: mailer => promiseOf(mailer).unclear,
          },
        ]}
      />
    </section>
  );
}

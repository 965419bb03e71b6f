import { Instant } from '../../web/instant.tsx';
import type { WebDeps } from '../../web/web-deps.ts';
import { Scroll } from '../scroll.tsx';
import { ISSUES_SHOWN } from './limits.ts';
import type { Person } from './person.ts';

interface PersonHistoryProps {
  readonly deps: WebDeps;
  readonly person: Person;
}

/** What is kept of one subscriber: issues, consents, mails. */
export function PersonHistory({ deps, person }: PersonHistoryProps) {
  return (
    <>
      <Deliveries deps={deps} person={person} />
      <Consents deps={deps} person={person} />
      <Mails deps={deps} person={person} />
      <p className="soft">How somebody voted is shown to nobody, editors included.</p>
    </>
  );
}

function Deliveries({ deps, person: { deliveries } }: PersonHistoryProps) {
  const zone = deps.publication.timezone;
  return (
    <>
      <h2>{`The last ${ISSUES_SHOWN} issues`}</h2>
      {deliveries.length === 0 ? (
        <p>No issue has gone out yet.</p>
      ) : (
        <Scroll label="Deliveries">
          <table className="rows">
            <thead>
              <tr>
                <th scope="col">Issue</th>
                <th scope="col">Handed over</th>
                <th scope="col">What came back</th>
              </tr>
            </thead>
            <tbody>
              {deliveries.map(delivery => (
                <tr key={delivery.week}>
                  <th scope="row">
                    <a href={`/desk/issues/${delivery.week}/progress`}>{delivery.week}</a>
                  </th>
                  <td>
                    {delivery.state}
                    {'reason' in delivery && delivery.reason !== '' ? (
                      <span className="soft">{`: ${delivery.reason}`}</span>
                    ) : null}
                  </td>
                  <td>
                    {'outcome' in delivery && delivery.outcome !== null ? (
                      <>
                        {`${delivery.outcome.what.replace('_', ', ')} `}
                        <Instant at={delivery.outcome.at} zone={zone} />
                      </>
                    ) : (
                      '—'
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </>
  );
}

function Consents({ deps, person: { consents } }: PersonHistoryProps) {
  return (
    <>
      <h2>Consents, as they are kept</h2>
      <Scroll label="Consents">
        <table className="rows">
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">What</th>
              <th scope="col">From</th>
              <th scope="col">In these words</th>
              <th scope="col">Recorded with it</th>
            </tr>
          </thead>
          <tbody>
            {consents.map((consent, index) => (
              <tr key={index}>
                <td>
                  <Instant at={consent.at} zone={deps.publication.timezone} />
                </td>
                <td>{consent.event}</td>
                <td>{consent.source}</td>
                <td className="wording">{consent.wording === '' ? '—' : consent.wording}</td>
                <td className="who">
                  {Object.entries(consent.evidence)
                    .map(([key, value]) => `${key} ${value}`)
                    .join(', ') || '—'}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </>
  );
}

function Mails({ deps, person: { mails } }: PersonHistoryProps) {
  if (mails.length === 0) return null;
  return (
    <>
      <h2>Other mails</h2>
      <Scroll label="Other mails">
        <table className="rows">
          <thead>
            <tr>
              <th scope="col">Queued</th>
              <th scope="col">Kind</th>
              <th scope="col">Subject</th>
              <th scope="col">State</th>
            </tr>
          </thead>
          <tbody>
            {mails.map((mail, index) => (
              <tr key={index}>
                <td>
                  <Instant at={mail.createdAt} zone={deps.publication.timezone} />
                </td>
                <td>{mail.kind}</td>
                <td dir="auto">{mail.subject}</td>
                <td>{mail.state}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </>
  );
}

import { printedDate } from '../../../templates/printed-date.ts';
import { panelShare } from '../../catalogue/panel-share.ts';
import { priceLabel } from '../../catalogue/price-label.ts';
import { roleLabel } from '../../catalogue/scorecard.ts';
import type { Panelist, Tool } from '../../catalogue/tool.ts';
import type { WebDeps } from '../../web/web-deps.ts';
import { DeskPage } from '../desk-page.tsx';
import type { Editor } from '../door/session.ts';
import { STATE_WORDS } from '../issue-state.tsx';
import { Scroll } from '../scroll.tsx';
import type { Featured } from './tool-search.ts';
import { PriceChecked } from './tools-table.tsx';

interface ToolPageProps {
  readonly deps: WebDeps;
  readonly editor: Editor;
  readonly tool: Tool;
  readonly panel: readonly Panelist[];
  /** Newest first. */
  readonly featured: readonly Featured[];
  readonly file: string;
  readonly today: string;
}

/** One tool with everything the file says of it, and where it was featured. */
export function ToolPage({ deps, editor, tool, panel, featured, file, today }: ToolPageProps) {
  return (
    <DeskPage deps={deps} editor={editor} title={tool.name} at="catalogue">
      <p className="lead" dir="auto">
        {tool.tagline}
      </p>
      <Facts tool={tool} today={today} />
      <p dir="auto">{tool.description}</p>
      <Reviews tool={tool} panel={panel} />
      <Issues featured={featured} />
      <p className="soft">
        {'All of this is edited in '}
        <code className="who">{file}</code>
        {', at the tool with the slug '}
        <code>{tool.slug}</code>
        {'. '}
        <a href="/desk/catalogue">All tools</a>
      </p>
    </DeskPage>
  );
}

function Facts({ tool, today }: Pick<ToolPageProps, 'tool' | 'today'>) {
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['Maker', tool.maker],
    ['Category', tool.category],
    ['Tags', tool.tags.join(', ')],
    ['Status', tool.status === 'active' ? '' : tool.status],
    ['Affiliation', tool.affiliation],
    ['Note', tool.note],
    ['Family', tool.family],
    ['Popularity', tool.popularity === undefined ? '' : String(tool.popularity)],
    ['In the file since', printedDate(tool.addedOn)],
  ];
  return (
    <dl className="facts">
      <dt>Price</dt>
      <dd>{priceLabel(tool.price)}</dd>
      <dt>Price checked</dt>
      <dd>
        <PriceChecked on={tool.priceCheckedOn ?? ''} today={today} />
      </dd>
      {tool.url === undefined ? null : (
        <>
          <dt>Link</dt>
          <dd>
            <a href={tool.url} rel="noreferrer">
              {tool.url}
            </a>
          </dd>
        </>
      )}
      {facts.map(([words, value]) =>
        value === undefined || value === '' ? null : (
          <div key={words} className="fact">
            <dt>{words}</dt>
            <dd dir="auto">{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}

function Reviews({ tool, panel }: Pick<ToolPageProps, 'tool' | 'panel'>) {
  const { ships, skips, percent } = panelShare(tool.reviews);
  if (tool.reviews.length === 0) return <h2>No reviews</h2>;
  return (
    <>
      <h2>{`Reviews: ${ships} of ${ships + skips} say ship, ${percent}%`}</h2>
      <Scroll label="Reviews">
        <table className="rows reviews">
          <thead>
            <tr>
              <th scope="col">Panellist</th>
              <th scope="col">Verdict</th>
              <th scope="col">Quote, and its pull quote</th>
              <th scope="col">Reviewed</th>
            </tr>
          </thead>
          <tbody>
            {tool.reviews.map(review => {
              const seat = panel.find(({ id }) => id === review.panelist);
              return (
                <tr key={review.panelist}>
                  <th scope="row" dir="auto">
                    {seat === undefined ? review.panelist : seatWords(seat)}
                  </th>
                  <td>
                    <span className={`verdict-word ${review.verdict}`}>{review.verdict}</span>
                  </td>
                  <td>
                    <blockquote dir="auto">{review.quote}</blockquote>
                    {review.pull === review.quote ? null : (
                      <p className="soft" dir="auto">{`Pull: ${review.pull}`}</p>
                    )}
                  </td>
                  <td>{review.reviewedOn === undefined ? '—' : printedDate(review.reviewedOn)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </Scroll>
    </>
  );
}

/** A panellist named after their role is not told it twice. */
function seatWords({ name, role }: Panelist): string {
  return name.toLowerCase().includes(role.toLowerCase()) ? name : `${name}, ${roleLabel(role)}`;
}

function Issues({ featured }: Pick<ToolPageProps, 'featured'>) {
  return (
    <>
      <h2>Featured</h2>
      {featured.length === 0 ? (
        <p>It has not been in an issue yet.</p>
      ) : (
        <Scroll label="Issues with this tool">
          <table className="rows">
            <thead>
              <tr>
                <th scope="col">Issue</th>
                <th scope="col">Against</th>
                <th scope="col">State</th>
              </tr>
            </thead>
            <tbody>
              {featured.map(({ week, number, against, state }) => (
                <tr key={week}>
                  <th scope="row">
                    <a href={`/desk/issues/${week}`}>{`No. ${number}, ${week}`}</a>
                  </th>
                  <td>
                    <a href={`/desk/catalogue/tools/${encodeURIComponent(against)}`}>{against}</a>
                  </td>
                  <td>{STATE_WORDS[state]}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </>
  );
}

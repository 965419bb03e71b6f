import type { EndpointLine } from '../../storage/webhooks/endpoints.ts';
import { ActForm } from '../../web/act-form.tsx';
import { Button } from '../../web/button.tsx';
import { shownUrl } from '../../webhooks/endpoint.ts';
import { countOf } from '../count.ts';
import { DeskPage } from '../desk-page.tsx';

/** Asks once more. */
export function RemovePage({ endpoint }: { endpoint: EndpointLine }) {
  const { id, waiting } = endpoint;
  return (
    <DeskPage title="Remove this webhook?" at="webhooks">
      <p className="lead">
        <strong className="address">{shownUrl(endpoint)}</strong>
        {waiting === 0
          ? ' is told of nothing more.'
          : ` is told of nothing more, and never gets the ${countOf(waiting, 'event')} it has not got yet.`}
      </p>
      <ActForm>
        <div className="acts">
          <Button look="grave">Remove it</Button>
          <a href={`/desk/webhooks/${id}`}>Leave it as it is</a>
        </div>
      </ActForm>
    </DeskPage>
  );
}

import { Button } from '../../web/button.tsx';
import { Page } from '../../web/page.tsx';

/** Asks once more: nothing brings a person back who was erased. */
export function ErasePage({ email }: { readonly email: string }) {
  return (
    <Page title="Erase everything about you?" aside="Your data">
      <h1>Erase everything about you?</h1>
      <p className="lead">
        {'For '}
        <strong className="address">{email}</strong>
        {': this cannot be undone, either by you or by us.'}
      </p>
      <dl className="ledger">
        <div>
          <dt>What goes</dt>
          <dd>Your address, name, time zone and interests, and what we know about the mails you got.</dd>
        </div>
        <div>
          <dt>What stays</dt>
          <dd>
            That somebody was subscribed from when to when, without a name, so that our sums stay right; your
            votes, tied to nobody; and a fingerprint of the address, so that no import can bring you back.
          </dd>
        </div>
      </dl>
      <form method="post" className="acts">
        <input type="hidden" name="action" value="erase" />
        <input type="hidden" name="confirm" value="erase" />
        <Button look="grave">Erase me for good</Button>
        <a href="?">Keep everything as it is</a>
      </form>
    </Page>
  );
}

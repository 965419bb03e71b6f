import { Said } from '../../../templates/said.tsx';
import { Button } from '../../web/button.tsx';
import { Page } from '../../web/page.tsx';
import { useWords } from '../../web/use-words.ts';

/** Asks once more: nothing brings a person back who was erased. */
export function ErasePage({ email }: { readonly email: string }) {
  const words = useWords();
  return (
    <Page title={words.say('readers.erase.title')} aside={words.say('readers.preferences.data')}>
      <h1>{words.say('readers.erase.title')}</h1>
      <p className="lead">
        <Said
          parts={words.parts('readers.erase.lead', { address: <strong className="address">{email}</strong> })}
        />
      </p>
      <dl className="ledger">
        <div>
          <dt>{words.say('readers.erase.goes')}</dt>
          <dd>{words.say('readers.erase.goes.text')}</dd>
        </div>
        <div>
          <dt>{words.say('readers.erase.stays')}</dt>
          <dd>{words.say('readers.erase.stays.text')}</dd>
        </div>
      </dl>
      <form method="post" className="acts">
        <input type="hidden" name="action" value="erase" />
        <input type="hidden" name="confirm" value="erase" />
        <Button look="grave">{words.say('readers.erase.button')}</Button>
        <a href="?">{words.say('readers.erase.keep')}</a>
      </form>
    </Page>
  );
}

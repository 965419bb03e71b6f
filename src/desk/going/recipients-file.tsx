import { ActForm } from '../../web/act-form.tsx';
import { Button } from '../../web/button.tsx';

/** Takes every recipient along as a file. */
export function RecipientsFile({ week }: { readonly week: string }) {
  return (
    <ActForm action={`/desk/issues/${week}/recipients.csv`}>
      <p>
        <Button look="quiet small">Download everybody as CSV</Button>{' '}
        <span className="soft">The log records that you took it.</span>
      </p>
    </ActForm>
  );
}

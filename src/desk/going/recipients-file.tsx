/** Takes every recipient along as a file. */
export function RecipientsFile({ week }: { readonly week: string }) {
  return (
    <form method="post" action={`/desk/issues/${week}/recipients.csv`}>
      <p>
        <button type="submit" className="button quiet small">
          Download everybody as CSV
        </button>{' '}
        <span className="soft">That you took it is written in the log.</span>
      </p>
    </form>
  );
}

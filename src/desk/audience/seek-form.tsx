/** Looks for a subscriber. */
export function SeekForm({ text }: { readonly text: string }) {
  return (
    <search>
      <form method="get" action="/desk/audience/readers" className="seek">
        <label htmlFor="q">Address or name, or a part of it</label>
        <input id="q" name="q" type="text" defaultValue={text} maxLength={254} autoComplete="off" />
        <button type="submit" className="button">
          Find
        </button>
      </form>
    </search>
  );
}

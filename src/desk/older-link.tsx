/** To the next page of a list that has its newest on top. @param props.href null when this page is the last */
export function OlderLink({ href }: { readonly href: string | null }) {
  return href === null ? null : (
    <p>
      <a href={href}>Older</a>
    </p>
  );
}

/**
 * How the `delivery` tags of an issue begin; the reader's seq follows. It leads an event back to its delivery, also when it
 * arrives before the provider's id is in the database.
 */
export function deliveryTags(issue: { readonly installationId: string; readonly issueId: number }): string {
  return `${issue.installationId}_${issue.issueId}_`;
}

/** The `delivery` tag of a mail to one person. */
export function singleTag(installationId: string, id: number): string {
  return `${installationId}_single_${id}`;
}

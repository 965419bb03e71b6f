import { pullFrom } from './pull-quote.ts';
import type { FileHeader, FileTool } from './schema.ts';
import type { Catalogue, Review, Tool } from './tool.ts';

/** A catalogue as its file would say it: without what is filled in when it is read. Comments of its file are not in it. */
export function fileFrom({ panel, tools, sample }: Catalogue): FileHeader & { readonly tools: FileTool[] } {
  return {
    panel: panel.map(({ id, role, name }) => ({ id, role, name })),
    ...(sample && { sample }),
    tools: tools.map(toFile),
  };
}

function toFile({ tags, affiliation, status, reviews, ...tool }: Tool): FileTool {
  return {
    ...tool,
    ...(tags.length > 0 && { tags: [...tags] }),
    ...(affiliation !== 'unknown' && { affiliation }),
    ...(status !== 'active' && { status }),
    reviews: reviews.map(reviewToFile),
  };
}

function reviewToFile({ pull, ...review }: Review): FileTool['reviews'][number] {
  return pull === pullFrom(review.quote) ? review : { ...review, pull };
}

/** At most so many subjects are tried at once: with each more, each is tried on fewer readers and shown to more in vain. */
export const MOST_ARMS = 4;

/**
 * Part of the audience that is on trial unless the editors say otherwise. Less finds too little, and of more too few are left
 * for whom it was found (docs/subjects-on-trial.md has the table).
 */
export const DEFAULT_SHARE = 0.5;

/** How long the rest waits at most unless the editors say otherwise: half of all clicks have come by then. */
export const DEFAULT_WAIT_HOURS = 4;

/** How readers voted last week, in people. */
export const VOTE_WORDS = {
  few: 'Fewer than {least} of you voted: too few to tell.',
  /** More than half gave one answer to both. */
  same: '{count} of {total} of you would <ship> {answer}.',
  undecided: 'Fewer than {least} of you took sides: too few to tell.',
  close: '{count} of {total} of you chose {tool}: too close to call.',
  /** Where some chose both or neither, who took sides is counted. */
  closeOfSome: '{count} of the {total} of you who took sides chose {tool}: too close to call.',
  leads: '{count} of {total} of you chose {tool}; {panel}.',
  leadsOfSome: '{count} of the {total} of you who took sides chose {tool}; {panel}.',
  panelAgreed: 'so did the panel',
  panelLeaned: 'the panel leaned towards {other}',
  panelLevel: 'the panel had them level',
};

import { type AgentTool, CHANGES, type Hints, READS } from './agent-tool.ts';
import { ENTRY_TOOLS } from './entry-tools.ts';
import { pictureIssue } from './picture-tool.ts';
import { routeTool } from './route-tool.ts';

const VOIDS = 'It voids an approval that was given and is shown to the editors as an agent’s, was and is.';
/** Its effect is gone for good, or cannot be taken back by an agent. */
const ENDS: Hints = { reads: false, ends: true, again: true };

const READING: readonly AgentTool[] = [
  routeTool('listIssues', {
    name: 'list_issues',
    title: 'List the issues',
    says: 'Weeks, numbers, states and pairings of the issues, the latest first. Start here.',
    hints: READS,
  }),
  routeTool('readIssue', {
    name: 'read_issue',
    title: 'Read what an issue says',
    says: 'The whole content of an issue in final words, with the contentHash that a change names.',
    hints: READS,
  }),
  routeTool('readIssueState', {
    name: 'read_issue_state',
    title: 'Read where an issue stands',
    says: 'State, times, and whether an editor’s approval holds.',
    hints: READS,
  }),
  routeTool('explainPicks', {
    name: 'explain_picks',
    title: 'Explain the picks',
    says: 'Score, terms, why and runners-up of each pairing of an issue, what is pinned and banned.',
    hints: READS,
  }),
  routeTool('weighSwap', {
    name: 'weigh_swap',
    title: 'Weigh a swap',
    says: 'What another pair would cost in a pairing’s place, and which rules it breaks. Changes nothing.',
    hints: READS,
  }),
  routeTool('readWords', {
    name: 'read_words',
    title: 'Read the words of an issue, field by field',
    says: 'What is printed, what somebody worded, what would be generated, and three subjects to choose from. Read it before change_words.',
    hints: READS,
  }),
  routeTool('previewIssue', {
    name: 'preview_issue',
    title: 'Preview an issue in one of its forms',
    says: 'The mail as text (best for you), as HTML or as a whole message, or the web version: as it would go out, or went. Its links are nobody’s.',
    hints: READS,
  }),
  pictureIssue,
  routeTool('preflight', {
    name: 'run_preflight',
    title: 'Run the pre-flight',
    says: 'Every error that forbids an approval and every warning that an editor has to tick, each with place and fix.',
    hints: READS,
  }),
  routeTool('readLedger', {
    name: 'read_ledger',
    title: 'Read the ledger of an issue',
    says: 'audience = submitted + suppressed + rejected + uncertain + pending, and what came back. Numbers only, no reader.',
    hints: READS,
  }),
  routeTool('readReport', {
    name: 'read_report',
    title: 'Read how an issue was taken',
    says: 'Each number beside the median of the issues before it, with its 95% interval. For issues that went out.',
    hints: READS,
  }),
  routeTool('listVotes', {
    name: 'list_votes',
    title: 'List the readers’ votes',
    says: 'Which issues have asked their readers, and until when.',
    hints: READS,
  }),
  routeTool('readVotes', {
    name: 'read_votes',
    title: 'Read how the readers’ votes of an issue stand',
    says: 'Readers beside the panel, pairing by pairing; hidden while a vote is open.',
    hints: READS,
  }),
  routeTool('readCatalogue', {
    name: 'read_catalogue',
    title: 'Read what the catalogue is',
    says: 'Its panel, its categories and how many tools each has.',
    hints: READS,
  }),
  routeTool('listTools', {
    name: 'list_catalogue_tools',
    title: 'List the tools of the catalogue',
    says: 'Entries with every review, by slug; of one category where you name it.',
    hints: READS,
  }),
  routeTool('readTool', {
    name: 'read_catalogue_tool',
    title: 'Read one tool of the catalogue',
    says: 'One entry with its reviews.',
    hints: READS,
  }),
  routeTool('listProposals', {
    name: 'list_proposals',
    title: 'List what was proposed for the catalogue',
    says: 'Newest first, and which of them an editor has set aside.',
    hints: READS,
  }),
];

const CHANGING: readonly AgentTool[] = [
  routeTool('pickIssue', {
    name: 'pick_issue',
    title: 'Pick the pairings of a week',
    says: 'Picked before, it gives what is stored. An editor approves it or nobody does.',
    hints: CHANGES,
  }),
  routeTool('changeWords', {
    name: 'change_words',
    title: 'Draft words of an issue',
    says: `Subject, preheader, intro (Markdown), verdict lines and pull quotes. A field left out stays; an empty text goes back to what is generated. ${VOIDS}`,
    hints: CHANGES,
  }),
  routeTool('swapPairing', {
    name: 'swap_pairing',
    title: 'Put another pair in a pairing’s place',
    says: `Weigh it first (weigh_swap). ${VOIDS}`,
    hints: CHANGES,
  }),
  routeTool('movePairing', {
    name: 'move_pairing',
    title: 'Move a pairing one place up or down',
    says: `The first one leads. ${VOIDS}`,
    hints: CHANGES,
  }),
  routeTool('pinPairing', {
    name: 'pin_pairing',
    title: 'Keep a pairing when the issue is picked again, or no longer',
    says: VOIDS,
    hints: CHANGES,
  }),
  routeTool('ban', {
    name: 'ban',
    title: 'Keep a tool or a pairing out when the issue is picked again, or no longer',
    says: `What is in the issue stays until it is picked again. ${VOIDS}`,
    hints: CHANGES,
  }),
  routeTool('pickAgain', {
    name: 'pick_again',
    title: 'Pick an issue anew',
    says: `From the catalogue as it is now: pins stay, bans are kept out, and the pairings that were there are gone. ${VOIDS}`,
    hints: ENDS,
  }),
  ...ENTRY_TOOLS,
];

const STEERING: readonly AgentTool[] = [
  routeTool('scheduleIssue', {
    name: 'schedule_issue',
    title: 'Choose another time for an issue',
    says: 'Later than its slot. Whether it goes at all is an editor’s approval, which this neither gives nor takes.',
    hints: CHANGES,
  }),
  routeTool('unscheduleIssue', {
    name: 'unschedule_issue',
    title: 'Let an issue go at its slot again',
    says: 'While that is still to come.',
    hints: CHANGES,
  }),
  routeTool('holdIssue', {
    name: 'hold_issue',
    title: 'Hold an issue',
    says: 'Takes an approval back: nothing goes out until an editor approves it again.',
    hints: ENDS,
  }),
  routeTool('stopIssue', {
    name: 'stop_issue',
    title: 'Stop a send',
    says: 'Within one batch. Only an editor lets it go on.',
    hints: ENDS,
  }),
];

/**
 * Everything that an agent can do. What is not here none does: nothing approves, lets a stopped issue go on, sends at once or
 * sends a test, says what became of an uncertain batch, ends an issue, imports, erases, or reads who a reader is.
 */
export const EVERY_TOOL: readonly AgentTool[] = [...READING, ...CHANGING, ...STEERING];

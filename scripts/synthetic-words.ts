/** Invented catalogues talk about these; twenty-four categories of four topics, six words a topic. */
export const CATEGORY_WORDS: Readonly<Record<string, string>> = {
  'Developer Tools':
    'editor completion refactor snippet repository language | terminal shell command session prompt script | review pull request diff comment branch | test coverage bug regression fixture mock',
  'Image & Design':
    'image illustration style brush texture render | logo brand palette vector icon typography | photo retouch background portrait lighting upscale | mockup layout wireframe component prototype canvas',
  Writing:
    'draft essay paragraph outline rewrite tone | grammar spelling punctuation style correction clarity | translation language glossary subtitle locale interpreter | headline copy campaign slogan landing brand',
  Video:
    'video clip scene shot camera motion | avatar presenter lip dubbing voiceover script | timeline cut transition trim colour caption | animation frame storyboard character rig loop',
  'Audio & Music':
    'song melody vocal lyrics chord arrangement | speech voice narration accent cloning pronunciation | podcast recording noise transcript episode mastering | beat drum sample mix synth loop',
  Productivity:
    'meeting notes transcript agenda summary action | calendar schedule booking reminder slot planner | inbox mail reply thread triage label | task board deadline project checklist priority',
  'Research & Chat':
    'paper citation literature abstract evidence review | answer search source web question browse | notebook document upload highlight quote library | assistant conversation memory persona chat context',
  'App Builders':
    'app screen form page deploy hosting | database table record relation query schema | widget drag template theme block publish | mobile store native push gesture offline',
  'Data & Analytics':
    'dashboard chart metric report filter trend | warehouse pipeline ingest transform lineage job | spreadsheet formula cell pivot import column | forecast anomaly cohort experiment segment funnel',
  Automation:
    'workflow trigger step connector webhook retry | browser click scrape selector login robot | document extraction invoice field parser scan | agent plan tool loop delegate approval',
  'Customer Support':
    'ticket helpdesk queue reply macro escalation | chatbot intent handover visitor widget greeting | knowledge article faq deflection search centre | call phone transcript sentiment coaching agent',
  Marketing:
    'campaign audience segment newsletter lift creative | keyword ranking backlink content search snippet | social post schedule hashtag caption engagement | advert budget bidding placement conversion target',
  Sales:
    'lead prospect enrichment contact company list | outreach sequence email personalise reply cadence | pipeline deal stage forecast quota close | call recording objection coaching pitch battlecard',
  Education:
    'lesson curriculum teacher worksheet classroom grade | tutor exercise hint practice explanation feedback | quiz flashcard recall spaced deck memory | language speaking pronunciation dialogue vocabulary fluency',
  Finance:
    'invoice receipt expense ledger reconcile bookkeeping | budget spending saving goal category account | tax filing deduction form return deadline | portfolio stock risk allocation report earnings',
  'Health & Fitness':
    'workout training plan set recovery coach | meal recipe nutrition calorie pantry diet | sleep breathing stress journal mood routine | symptom clinic appointment intake record referral',
  Legal:
    'contract clause redline negotiation term playbook | case precedent court brief citation ruling | compliance policy audit control regulation gap | patent filing claim prior trademark drawing',
  'Human Resources':
    'candidate resume screening sourcing interview shortlist | onboarding handbook checklist training buddy welcome | review goal feedback survey engagement pulse | payroll leave benefit shift timesheet roster',
  Security:
    'vulnerability scan patch dependency exploit severity | phishing mail sender link quarantine sandbox | log alert incident triage playbook detection | identity access secret token permission rotation',
  'Robotics & Devices':
    'sensor camera edge device firmware latency | robot arm grasp path gripper simulation | home light thermostat scene routine speaker | drone flight map survey route battery',
  Science:
    'protein molecule structure docking sequence screen | simulation mesh solver material stress model | lab protocol sample instrument notebook batch | map satellite climate terrain layer imagery',
  Games:
    'level quest dialogue character lore world | sprite asset texture tile model shader | playtest balance difficulty telemetry bot match | stream overlay highlight chat viewer clip',
  Travel:
    'itinerary city route day hotel museum | flight fare seat alert airline layover | phrase menu sign translate offline camera | budget booking group vote split expense',
  'Real Estate':
    'listing photo description floor staging room | valuation price comparable market neighbourhood report | lease tenant rent repair request screening | renovation plan material estimate permit contractor',
};

/** What any tool may say of itself. */
export const GENERAL_WORDS =
  'works runs locally cloud account private fast simple export import share team plugin browser desktop upload ' +
  'history version setting shortcut keyboard guide starter sample limit quota credit offline sync backup folder ' +
  'collaborate invite link comment suggestion automatic manual careful steady quiet small early stable open model ' +
  'weekly daily minute setup trial support community forum changelog roadmap interface menu sidebar panel window';

export const SYLLABLES =
  'bra cel dor fen gal hib jor kel lum mir nol orb pax quil rud sil tam ulv vor wex yar zim bel cor dun elm fir gri ' +
  'hol ist jun kas lor mun nev osk pim ras sol tor';

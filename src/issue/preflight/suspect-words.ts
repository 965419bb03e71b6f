/** Words that an editor should look at twice, by the language that the issue is in. */
interface SuspectWords {
  /** In a subject: what filters and readers take for spam. */
  readonly spam: RegExp;
  /** In a subject: what sounds as if somebody stood behind a tool. */
  readonly endorsement: RegExp;
  /** Numbers with a plus, spans of time and superlatives: what a launch page says and a month later is no longer so. */
  readonly claim: RegExp;
}

const ENGLISH: SuspectWords = {
  spam: /!!|[$€£¥]|\b(?:act now|buy now|order now|click here|limited time|risk[- ]free|no obligation|earn money|cash|winner|guaranteed?|100% free|best price|cheap(?:est)?)\b/iu,
  endorsement:
    /\b(?:official(?:ly)?|endorse[sd]?|recommend(?:s|ed)?|approved|certified|sponsored|partner(?:ed|ship)?)\b/iu,
  claim:
    /\d[\d.,]*\s?[km]?\+|\b(?:in|within) (?:the (?:first|last) )?\d+ ?(?:h|hours?|days?|weeks?)\b|\b(?:fastest|biggest|largest|newest|most popular|best-selling|number one|just (?:launched|released))\b|#1\b/iu,
};

// `\b` knows no umlauts: a word ends where no letter follows.
const GERMAN: SuspectWords = {
  spam: /!!|[$€£¥]|(?<!\p{L})(?:jetzt (?:kaufen|bestellen|zugreifen)|hier klicken|klicken sie|nur (?:noch )?heute|risikofrei|ohne risiko|unverbindlich|geld verdienen|bargeld|gewinner|garantiert|gratis|bester preis|(?:am )?billig(?:ste[nrsm]?)?|schnäppchen)(?!\p{L})/iu,
  endorsement:
    /(?<!\p{L})(?:offiziell(?:e[nrsm]?)?|empfiehlt|empfehlen|empfohlen|empfehlung|zertifiziert|gesponsert|geprüft und genehmigt|partner(?:schaft)?)(?!\p{L})/iu,
  claim:
    /\d[\d.,]*\s?(?:tsd\.?|mio\.?)?\s?\+|(?<!\p{L})(?:in|binnen|innerhalb von) (?:den (?:ersten|letzten) )?\d+ ?(?:h|stunden?|tagen?|wochen?)(?!\p{L})|(?<!\p{L})(?:schnellste|größte|neueste|beliebteste|meistverkaufte)[nrsm]?(?!\p{L})|(?<!\p{L})(?:die nummer eins|nr\. 1|(?:gerade|eben) erst erschienen)(?!\p{L})/iu,
};

/** @param language BCP 47; one without a list of its own is looked at by the English one, for what is the same everywhere */
export function suspectWords(language: string): SuspectWords {
  return /^de\b/u.test(language) ? GERMAN : ENGLISH;
}

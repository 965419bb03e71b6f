import type { Meaning } from './meaning.ts';
import { withAndWithoutAccents } from './plain-words.ts';
import type { Shape } from './shape.ts';

/** What a spreadsheet calls the column of the status. */
export const STATUS_IN_OTHER_LANGUAGES: Shape['columns'] = withAndWithoutAccents({
  anmeldestatus: 'status',
  abonnementstatus: 'status',
  abonnementsstatus: 'status',
  abostatus: 'status',
  'e mail status': 'status',
  statut: 'status',
  'statut de l’abonnement': 'status',
  "statut de l'abonnement": 'status',
  'estado de suscripción': 'status',
  'estado de la suscripción': 'status',
  'stato iscrizione': 'status',
  'stato dell’iscrizione': 'status',
  "stato dell'iscrizione": 'status',
  inschrijfstatus: 'status',
  'estado da inscrição': 'status',
});

/** Who stays; who left is in `leaving-words.ts`, for every file. */
export const WORDS_IN_OTHER_LANGUAGES: Shape['words'] = withAndWithoutAccents({
  ...counted(
    'confirmed',
    ...['aktiv', 'angemeldet', 'abonniert', 'bestätigt', 'actif', 'abonné', 'abonnée', 'inscrit', 'inscrite'],
    ...['confirmé', 'confirmée', 'activo', 'activa', 'suscrito', 'suscrita', 'confirmado', 'confirmada'],
    ...['attivo', 'attiva', 'iscritto', 'iscritta', 'confermato', 'confermata', 'actief', 'ingeschreven'],
    ...['aangemeld', 'bevestigd', 'ativo', 'ativa', 'inscrito', 'inscrita'],
  ),
  ...counted(
    'pending',
    ...['ausstehend', 'unbestätigt', 'nicht bestätigt', 'en attente', 'non confirmé', 'pendiente'],
    ...['sin confirmar', 'in attesa', 'non confermato', 'in afwachting', 'niet bevestigd', 'pendente'],
  ),
});

function counted(meaning: Meaning, ...words: readonly string[]): Record<string, Meaning> {
  return Object.fromEntries(words.map(word => [word, meaning]));
}

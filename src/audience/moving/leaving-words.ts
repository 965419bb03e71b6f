import { withAndWithoutAccents } from './plain-words.ts';

export type Leave = 'unsubscribed' | 'suppressed';

/**
 * Words that leave no doubt, whichever service wrote them and in whichever language: no mapping may make a reader of whom
 * they stand for.
 */
export const BEYOND_DOUBT: Readonly<Record<string, Leave>> = withAndWithoutAccents({
  ...all(
    'unsubscribed',
    ...['unsubscribed', 'unsubscribe', 'opted out', 'opt out', 'abgemeldet', 'abbestellt', 'ausgetragen'],
    ...['désabonné', 'désabonnée', 'désinscrit', 'désinscrite', 'dado de baja', 'dada de baja'],
    ...['desuscrito', 'desuscrita', 'disiscritto', 'disiscritta', 'afgemeld', 'uitgeschreven'],
    ...['descadastrado', 'descadastrada', 'desinscrito', 'desinscrita'],
  ),
  ...all(
    'suppressed',
    ...['suppressed', 'complained', 'complaint', 'cleaned', 'blocklisted', 'blacklisted', 'spam'],
    ...['bounced', 'hard bounced', 'hard bounce'],
  ),
});

/**
 * All words by which somebody leaves. A file read as the wrong service's must not bring anybody back, so they count in
 * all.
 */
export const LEAVES: Readonly<Record<string, Leave>> = {
  ...BEYOND_DOUBT,
  ...withAndWithoutAccents({
    ...all(
      'unsubscribed',
      ...['cancelled', 'canceled', 'removed', 'deleted', 'archived', 'inactive', 'disabled', 'unsub'],
      ...['non subscribed', 'nonsubscribed', 'not subscribed', 'opt out request'],
      ...['gekündigt', 'gelöscht', 'inaktiv', 'widerrufen', 'widersprochen', 'entfernt', 'archiviert'],
      ...['nicht abonniert', 'nicht angemeldet', 'abmeldung', 'deaktiviert'],
      ...['désabonnement', 'désinscription', 'résilié', 'résiliée', 'supprimé', 'supprimée', 'inactif'],
      ...['annulé', 'annulée', 'archivé', 'archivée', 'désactivé', 'désactivée', 'non abonné', 'non inscrit'],
      ...['de baja', 'baja', 'cancelado', 'cancelada', 'eliminado', 'eliminada', 'inactivo', 'inactiva'],
      ...['archivado', 'archivada', 'desactivado', 'desactivada', 'no suscrito', 'no suscrita'],
      ...['cancellato', 'cancellata', 'annullato', 'annullata', 'disattivato', 'disattivata', 'eliminata'],
      ...['eliminato', 'inattivo', 'inattiva', 'rimosso', 'rimossa', 'archiviato', 'non iscritto'],
      ...['opgezegd', 'verwijderd', 'inactief', 'geannuleerd', 'gearchiveerd', 'niet ingeschreven'],
      ...['removido', 'removida', 'inativo', 'inativa', 'excluído', 'excluída', 'arquivado', 'não inscrito'],
    ),
    ...all(
      'suppressed',
      ...['blocked', 'undeliverable', 'invalid', 'banned', 'gesperrt', 'blockiert', 'unzustellbar'],
      ...['beschwerde', 'ungültig', 'bloqué', 'bloquée', 'rejeté', 'plainte', 'invalide', 'bloqueado'],
      ...['bloqueada', 'rebotado', 'rebotada', 'queja', 'bloccato', 'bloccata', 'reclamo', 'rimbalzato'],
      ...['geblokkeerd', 'klacht', 'onbestelbaar', 'reclamação', 'rejeitado', 'inválido'],
    ),
  }),
};

function all(leave: Leave, ...words: readonly string[]): Record<string, Leave> {
  return Object.fromEntries(words.map(word => [word, leave]));
}

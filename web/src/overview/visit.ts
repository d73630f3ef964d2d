// When this person last looked at this ledger in this browser, so that the page can tell what changed since.

const AWAY = 30 * 60_000; // milliseconds without a look after which the next is a new visit

interface Visit {
  seen: string; // the last look
  since: string | null; // what the running visit compares with: the last look of the visit before
}

/** The moment to compare with, null on the first visit; notes that somebody looks now. */
export function since(key: string, now = new Date()): string | null {
  const known = stored(key);
  const isNew = known !== null && now.getTime() - new Date(known.seen).getTime() > AWAY;
  const from = known === null ? null : isNew ? known.seen : known.since;
  localStorage.setItem(key, JSON.stringify({ seen: now.toISOString(), since: from }));
  return from;
}

/** From now on, changes are told since now. */
export function seen(key: string, now = new Date()): void {
  localStorage.setItem(key, JSON.stringify({ seen: now.toISOString(), since: now.toISOString() }));
}

function stored(key: string): Visit | null {
  try {
    const found = JSON.parse(localStorage.getItem(key) ?? "null") as Visit | null;
    return found && !Number.isNaN(Date.parse(found.seen)) ? found : null;
  } catch {
    return null;
  }
}

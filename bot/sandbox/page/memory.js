/** What does the browser remember from one visit to the next? */

/** What was kept under a key, or null. */
export function recall(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

export function keep(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Private windows may refuse storage: the next visit begins like the first, which does no harm.
  }
}

/** How does the page learn what happened, and that it missed something? */

const RETRY_MS = 2_000;

/**
 * Listen to the server's events for as long as the page lives. `onOpen` is called after every
 * (re)connection: whatever happened in between must then be fetched again.
 */
export function listen({ onEvent, onOpen, onLost }) {
  const source = new EventSource("/sim/events");
  source.onopen = onOpen;
  source.onmessage = (message) => {
    try {
      onEvent(JSON.parse(message.data));
    } catch (error) {
      console.error("an event could not be shown", message.data, error);
    }
  };
  source.onerror = () => {
    onLost();
    // The browser reconnects by itself after a broken line, but not after an error answer.
    if (source.readyState !== EventSource.CLOSED) return;
    setTimeout(() => listen({ onEvent, onOpen, onLost }), RETRY_MS);
  };
}

/** Starts the service worker of the site, when the page has nothing better to do. */
export function keepForOffline(base: string): void {
  if (!('serviceWorker' in navigator)) { return; }
  // It loads two megabytes, which visitors may have asked browsers to save.
  const { connection } = navigator as { connection?: { saveData?: boolean } };
  if (connection?.saveData) { return; }
  const register = () => {
    // Without storage, and while pages are developed, there is none: the site works all the same.
    navigator.serviceWorker.register(`${base}service-worker.js`, { scope: base }).catch(() => undefined);
  };
  if (document.readyState === 'complete') {
    register();
  } else {
    window.addEventListener('load', register, { once: true });
  }
}

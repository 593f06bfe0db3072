// Leaves faster where scripts run: the page is blank at once, its place in the history is taken by another site, and no answer of ours
// is waited for, which on a dead line would be an error page with our name. Escape would stop the browser's own loading.
(() => {
  const link = document.getElementById('leave');
  if (!link) return;
  const leave = () => {
    document.documentElement.hidden = true;
    document.title = '';
    fetch(link.href, { keepalive: true, redirect: 'manual' }).catch(() => undefined);
    location.replace(link.dataset.to);
  };
  link.addEventListener('click', (event) => {
    event.preventDefault();
    leave();
  });
  let presses = [];
  addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return void (presses = []);
    event.preventDefault();
    presses = [...presses.filter((at) => event.timeStamp - at < 5000), event.timeStamp];
    if (presses.length >= 3) leave();
  });
  // A page that comes back from the browser's memory is asked for anew: the session may have ended.
  addEventListener('pageshow', (event) => {
    if (event.persisted) location.reload();
  });
})();

// Leaves faster where scripts run: the page is blank at once, and its place in the history is taken by another site.
(() => {
  const link = document.getElementById('leave');
  if (!link) return;
  const leave = () => {
    document.documentElement.hidden = true;
    document.title = '';
    location.replace(link.href);
  };
  link.addEventListener('click', (event) => {
    event.preventDefault();
    leave();
  });
  let presses = [];
  addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return void (presses = []);
    presses = [...presses.filter((at) => event.timeStamp - at < 5000), event.timeStamp];
    if (presses.length >= 3) leave();
  });
  // A page that comes back from the browser's memory is asked for anew: the session may have ended.
  addEventListener('pageshow', (event) => {
    if (event.persisted) location.reload();
  });
})();

import { appPorts } from './ports.js';
import { figuresOf, type Seen, screen } from './status-screen.js';

/**
 * `npm run status`: one screen on what is healthy, how far behind it is and what needs a person. Looks at what `npm start` and
 * docker-compose.yml run (from ANSWERABLE_PORT on), or at STATUS_OF: `name=http://host:port` by comma, each the address of a service's metrics.
 * Ends with 0 where nobody is needed, with 1 otherwise.
 */
const addresses = process.env['STATUS_OF']
  ? process.env['STATUS_OF'].split(',').map((pair) => pair.trim().split(/=(.*)/s) as [string, string])
  : Object.entries(appPorts()).map(([name, port]): [string, string] => [name, `http://localhost:${port}`]);

const { text, needed } = screen(await Promise.all(addresses.map(([name, url]) => look(name, url))), new Date());
process.stdout.write(text);
process.exitCode = needed ? 1 : 0;

async function look(name: string, url: string): Promise<Seen> {
  try {
    const [health, metrics] = await Promise.all(
      ['/health/ready', '/metrics'].map((path) => fetch(url + path, { signal: AbortSignal.timeout(5000) })),
    );
    const { failing } = (await health!.json()) as { failing: string[] };
    return { name, failing, figures: metrics!.ok ? figuresOf(await metrics!.text()) : [] };
  } catch {
    return { name, failing: ['does not answer'], figures: [] };
  }
}

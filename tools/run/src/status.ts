import { figuresOf, type Seen, screen } from './status-screen.js';

/**
 * `npm run status`: one screen on what is healthy, how far behind it is and what needs a person. Looks at what `npm start` and
 * docker-compose.yml run, or at STATUS_OF: `name=http://host:port` by comma, each the address of a service's metrics.
 * Ends with 0 where nobody is needed, with 1 otherwise.
 */
const usual: Readonly<Record<string, number>> = {
  'case-intake': 4103,
  'survey-delivery': 4104,
  'response-collection': 4102,
  reporting: 4105,
  'portal-staff': 4100,
  'portal-readers': 4101,
};

const addresses = process.env['STATUS_OF']
  ? process.env['STATUS_OF'].split(',').map((pair) => pair.trim().split(/=(.*)/s) as [string, string])
  : Object.entries(usual).map(([name, port]): [string, string] => [name, `http://localhost:${port}`]);

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

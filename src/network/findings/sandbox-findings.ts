import { PlacedSandboxPod } from './network-context';
import { constructPath } from '../../app/judged-objects';
import { Finding, FindingSeverity } from '../../findings/finding';

/** One finding for each chart, so that a fleet is one line: about its only sandbox, or the chart. */
export function byChart(
  sandboxes: readonly PlacedSandboxPod[],
  code: string,
  tell: (named: string) => Pick<Finding, 'message' | 'remedy'>,
): Finding[] {
  const charts = new Map<string, PlacedSandboxPod[]>();
  for (const sandbox of sandboxes) {
    const { path } = sandbox.object.chart.node;
    const list = charts.get(path);
    if (list) {
      list.push(sandbox);
    } else {
      charts.set(path, [sandbox]);
    }
  }
  return [...charts].map(([path, list]) =>
    warning(code, list.length === 1 ? constructPath(list[0].object) : path, tell(namesOf(list))),
  );
}

/** `sandbox 'a'`, `sandboxes 'a', 'b', 'c' and 9,997 more`. */
export function namesOf(sandboxes: readonly PlacedSandboxPod[]): string {
  const names = sandboxes.slice(0, 3).map(({ pod }) => pod.title);
  const more = sandboxes.length - names.length;
  return more > 0 ? `${names.join(', ')} and ${more} more` : names.join(' and ').replace(/ and (?=.* and )/g, ', ');
}

export function warning(code: string, path: string, told: Pick<Finding, 'message' | 'remedy'>): Finding {
  return { code, severity: FindingSeverity.WARNING, path, ...told };
}

import { PlacedSandboxPod } from './network-context';
import { constructPath } from '../../app/judged-objects';
import { Finding, FindingSeverity } from '../../findings/finding';
import type { Trouble } from '../../findings/trouble';

/** A finding, with its remedy in the words of manifests where they are others. */
export type NetworkFinding = Finding & Pick<Trouble, 'remedyInFile'>;

type Told = Pick<Trouble, 'message' | 'remedy' | 'remedyInFile'>;

/** One finding for each chart, so that a fleet is one line: about its only sandbox, or the chart. */
export function byChart(
  sandboxes: readonly PlacedSandboxPod[],
  code: string,
  tell: (named: string) => Told,
): NetworkFinding[] {
  const charts = new Map<string, PlacedSandboxPod[]>();
  for (const sandbox of sandboxes) {
    const path = groupOf(sandbox);
    const list = charts.get(path);
    if (list) {
      list.push(sandbox);
    } else {
      charts.set(path, [sandbox]);
    }
  }
  return [...charts].map(([path, list]) =>
    warning(code, list.length === 1 ? pathOf(list[0]) : path, tell(namesOf(list))),
  );
}

/** `sandbox 'a'`, `sandboxes 'a', 'b', 'c' and 9,997 more`. */
export function namesOf(sandboxes: readonly PlacedSandboxPod[]): string {
  const names = sandboxes.slice(0, 3).map(({ pod }) => pod.title);
  const more = sandboxes.length - names.length;
  return more > 0 ? `${names.join(', ')} and ${more} more` : names.join(' and ').replace(/ and (?=.* and )/g, ', ');
}

/** The path of a sandbox in findings. */
export function pathOf({ object }: PlacedSandboxPod): string {
  return 'group' in object ? object.path : constructPath(object);
}

/** The chart or the file of a sandbox, in findings about several. */
function groupOf({ object }: PlacedSandboxPod): string {
  return 'group' in object ? object.group : object.chart.node.path;
}

export function warning(code: string, path: string, told: Told): NetworkFinding {
  return { code, severity: FindingSeverity.WARNING, path, ...told };
}

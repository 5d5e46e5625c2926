import type { ReleaseChoice } from './release-choice';
import { MOST_FINDINGS } from '../../judge/manifests';
import type { Outcome } from '../../judge/manifests/outcome';

/** One line about all files: what was judged, by which release, and how many findings there are. */
export function summary(
  outcome: Outcome,
  { release, installed }: ReleaseChoice,
  files: number,
  patches: number,
): string {
  const { judged, core, projects, others, foreign, errors, warnings } = outcome;
  const besides = [
    ...(core > 0 ? [`${core} of Kubernetes`] : []),
    ...(projects > 0 ? [`${projects} of other projects`] : []),
  ];
  const objects = [`${count(judged, 'object')} of Agent Sandbox ${release.id}`, ...besides].join(', ')
    .replace(/, (?=[^,]*$)/, ' and ');
  const found = `${count(errors, 'error')}, ${count(warnings, 'warning')}`;
  const cut = errors + warnings > MOST_FINDINGS ? `, of which the first ${MOST_FINDINGS} are printed` : '';
  const passedOver = [
    ...(others > 0 ? [`${count(others, 'object')} of other kinds`] : []),
    ...(foreign > 0 ? [count(foreign, 'other document')] : []),
    ...(patches > 0 ? [`${count(patches, 'file')} that a kustomization patches or generates with`] : []),
  ];
  const rest = passedOver.length > 0 ? `; passed over: ${passedOver.join(', ')}` : '';
  // The newest release is what most expect: its name is enough.
  const decided = installed ? `; judged by ${release.id}, which ${installed} runs` : '';
  return `${objects} in ${count(files, 'file')}: ${found}${cut}${rest}${decided}`;
}

function count(of: number, noun: string): string {
  return `${of} ${noun}${of === 1 ? '' : 's'}`;
}

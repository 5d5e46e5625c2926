import type { RolloutStep } from './rollout-step';

/** What the table says of a rollout. */
interface Shown {
  readonly steps: readonly RolloutStep[];
  readonly minimumReady: number;
  readonly peak: number;
}

/** The steps as a table of Markdown. */
export function rolloutMarkdown({ steps, minimumReady, peak }: Shown): string {
  const { namespace, fromPool, toPool } = steps[0];
  return [
    `From pool \`${fromPool}\` to pool \`${toPool}\` in namespace \`${namespace}\`: at least ${minimumReady} ready at `
      + `any time, at most ${peak} at once.`,
    '',
    `| | Step | \`${fromPool}\` | \`${toPool}\` | New claims of \`${toPool}\` | Before the next step | Way back |`,
    '|---|---|---|---|---|---|---|',
    ...steps.map(({ number, id, title, fromReplicas, toReplicas, claimsPercent, conditions }) => {
      const ready = conditions.map(({ pool, readyReplicas }) => `${readyReplicas} ready in \`${pool}\``).join(', ');
      const back = number === 1 ? '' : `step ${number - 1}`;
      const cells = [number, `\`${id}\`: ${title}`, fromReplicas, toReplicas, `${claimsPercent} %`, ready, back];
      return `| ${cells.join(' | ')} |`;
    }),
    '',
  ].join('\n');
}

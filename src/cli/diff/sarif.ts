import { DiffReport, placeOf, titleOf } from './report';
import { EFFECT_RULES, EffectRuleId } from '../../change/effect-rules';
import type { Level } from '../../change/level';
import { sarifLog } from '../../findings/sarif';
import { uriOf } from '../reports/sarif';

const SARIF_LEVELS: Readonly<Record<Level, string>> = {
  'data-loss': 'error',
  'break': 'error',
  'exposure': 'warning',
  'disruption': 'warning',
  'stale': 'note',
  'note': 'none',
};

/** What follows from a change, for tools that read SARIF. */
export function diffSarif({ comparison: { changes }, releases }: DiffReport, version: string): string {
  const rules = [...new Set(changes.flatMap(({ effects }) => effects.map(({ rule }) => rule)))].sort();
  return sarifLog({
    version,
    rules: rules.map(ruleOf),
    more: { properties: releases },
    results: changes.flatMap((change) => change.effects.map(({ rule, level, message, remedy, path }) => {
      const { file, line, column } = placeOf(change, path);
      return {
        ruleId: rule,
        ruleIndex: rules.indexOf(rule),
        level: SARIF_LEVELS[level],
        message: { text: `${titleOf(change)}: ${message}${remedy ? `; to avoid it: ${remedy}` : ''}` },
        locations: [{
          physicalLocation: {
            artifactLocation: { uri: uriOf(file) }, region: { startLine: line, startColumn: column },
          },
          logicalLocations: [{ fullyQualifiedName: change.object }],
        }],
      };
    })),
  });
}

function ruleOf(id: EffectRuleId): object {
  const { title, level } = EFFECT_RULES[id];
  return { id, shortDescription: { text: title }, defaultConfiguration: { level: SARIF_LEVELS[level] } };
}

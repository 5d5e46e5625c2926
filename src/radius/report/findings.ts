import { Finding, FindingSeverity } from '../../findings/finding';
import { BlastArea, BlastItem } from '../blast-item';
import { AREAS } from '../reach/items';

/** What goes beyond a budget, by area. */
const CODES: Readonly<Record<BlastArea, readonly [code: string, what: string]>> = {
  [BlastArea.NETWORK]: ['ASB455', 'reaches more by its network'],
  [BlastArea.API]: ['ASB456', 'does more at the API server'],
  [BlastArea.SECRETS]: ['ASB457', 'has more Secrets'],
  [BlastArea.IDENTITY]: ['ASB458', 'acts as more identities'],
  [BlastArea.VOLUMES]: ['ASB459', 'shares more volumes'],
  [BlastArea.NODES]: ['ASB464', 'has more of its node'],
};

/** The code of what goes beyond a budget in an area. */
export function codeOf(area: BlastArea): string {
  return CODES[area][0];
}

/** A finding for each area of which a sandbox reaches more than its budget allows, with all that is too much. */
export function excessFindings(title: string, excess: readonly BlastItem[]): Finding[] {
  return AREAS.flatMap((area): Finding[] => {
    const items = excess.filter((each) => each.area === area);
    if (items.length === 0) { return []; }
    const [code, what] = CODES[area];
    return [{
      code,
      severity: FindingSeverity.ERROR,
      message: `code in ${title} ${what} than its blast budget allows: ${items.map(excessText).join('; ')}`,
      remedy: `take it away, or widen '${area}' of the budget${items.some(isOfPodRanges) ? POD_CIDRS : ''}`,
    }];
  });
}

const POD_CIDRS = "; 'podCidrs' of the BlastRadius tells whether a range means pods";

function isOfPodRanges({ isCertain, why = '' }: BlastItem): boolean {
  return !isCertain && /the network plugin decides whether \S+ selects pods/.test(why);
}

/** An item that is too much, with what leaves it open where it is not certain. */
export function excessText({ text, isCertain, why }: BlastItem): string {
  return isCertain ? text : `${text} (perhaps${why === undefined ? '' : `: ${why}`})`;
}

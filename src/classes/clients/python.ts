import { upperCase } from './identifiers';
import { amountsOf, deprecationText, HEADER } from './sentences';
import type { CatalogueEntry } from '../../api/class-catalogue';

const HEAD = `# ${HEADER}
"""Classes of sandboxes, one constant each."""

import json
from dataclasses import dataclass
from typing import Final, List, Sequence, Tuple


@dataclass(frozen=True)
class SandboxClass:
    """A class of sandboxes. A claim names its pool; before v0.5.0 its template."""

    name: str
    pool: str
    template: str
    size: str
    runtime: str
    image: str

`;

const tail = (constants: readonly string[]) => `
#: All classes.
ALL_CLASSES: Final[Tuple[SandboxClass, ...]] = (
${constants.map((name) => `    ${name},\n`).join('')})


def missing_classes(
    catalogue: str, wanted: Sequence[SandboxClass] = ALL_CLASSES
) -> List[SandboxClass]:
    """The classes that a platform lacks: those not in its catalogue, or with another pool there.

    \`catalogue\` is the text of 'classes.json' of the ConfigMap, and \`wanted\` what this program
    claims. Raises ValueError if the text is no catalogue.
    """
    read = json.loads(catalogue)
    if not isinstance(read, dict) or read.get("format") != 1:
        raise ValueError("this is no catalogue of sandbox classes")
    there = {each["name"]: each["pool"] for each in read["classes"]}
    return [each for each in wanted if there.get(each.name) != each.pool]
`;

/** A module with a constant for each class. */
export function pythonClient(classes: readonly CatalogueEntry[]): string {
  return HEAD + classes.map(constantOf).join('') + tail(classes.map(({ name }) => upperCase(name)));
}

function constantOf(entry: CatalogueEntry): string {
  const deprecated = deprecationText(entry, upperCase);
  const members = (['name', 'pool', 'template', 'size', 'runtime', 'image'] as const)
    .map((member) => `    ${member}="${entry[member]}",\n`).join('');
  const comment = `#: ${amountsOf(entry)}.${deprecated === undefined ? '' : ` Deprecated. ${deprecated}.`}`;
  return `\n${comment}\n${upperCase(entry.name)}: Final = SandboxClass(\n${members})\n`;
}
